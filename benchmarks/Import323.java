import java.io.File;
import java.io.PrintStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** What an integrator would write: SAX with schema over a 323, a line of text for COPY per Prestatie. Arguments: schema, files. */
public class Import323 extends DefaultHandler {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder row = new StringBuilder();
    private final PrintStream out = new PrintStream(new java.io.BufferedOutputStream(System.out, 1 << 20));
    private String bsn = "";

    public static void main(String[] arguments) throws Exception {
        SAXParserFactory factory = SAXParserFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setSchema(
            SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(new File(arguments[0])));
        Import323 handler = new Import323();
        SAXParser parser = factory.newSAXParser();
        for (int at = 1; at < arguments.length; at++) {
            parser.parse(new File(arguments[at]), handler);
        }
        handler.out.flush();
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        text.setLength(0);
        if (name.equals("Prestatie")) {
            row.setLength(0);
            row.append(bsn);
        }
    }

    @Override
    public void characters(char[] letters, int start, int length) {
        text.append(letters, start, length);
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
        switch (name) {
            case "Bsn": bsn = text.toString(); break;
            case "ReferentieNummer": case "ToewijzingNummer": case "ProductCategorie": case "ProductCode": case "Begindatum":
            case "Einddatum": case "GeleverdVolume": case "Eenheid": case "ProductTarief": case "Bedrag": case "DebetCredit":
                row.append('\t').append(text);
                break;
            case "Prestatie": out.append(row).append('\n'); break;
            default: break;
        }
        text.setLength(0);
    }

    @Override
    public void error(SAXParseException fault) throws SAXException {
        throw fault;
    }
}
