"""Invented names: common first names and surnames of people in the Netherlands, combined by lot."""

from random import Random

from keukentafel.demo.draw import chance, one

_VROUW_OUD = (
    "Aafje", "Adriana", "Alida", "Annie", "Beppie", "Bertha", "Corrie", "Coby", "Dina", "Dirkje", "Elly", "Everdina", "Geertje", "Gerda", "Greet",
    "Hendrika", "Hermina", "Ineke", "Jannie", "Jantje", "Johanna", "Joke", "Klaasje", "Lenie", "Leida", "Maartje", "Marie", "Mien", "Nel", "Neeltje",
    "Ria", "Riek", "Sientje", "Sjaan", "Stien", "Tiny", "Toos", "Truus", "Willemijn", "Wil", "Zwaantje", "Fatma", "Rukia", "Lien", "Soerijah",
)
_MAN_OUD = (
    "Aart", "Albertus", "Arie", "Barend", "Bart", "Cor", "Cornelis", "Dirk", "Ebbe", "Evert", "Frits", "Gerrit", "Gijs", "Harm", "Henk",
    "Hermanus", "Huib", "Jaap", "Jan", "Joop", "Kees", "Klaas", "Koos", "Leendert", "Lambertus", "Meindert", "Nico", "Piet", "Pieter", "Reinder",
    "Rinus", "Roelof", "Siem", "Siebe", "Teunis", "Theo", "Tjeerd", "Toon", "Wessel", "Wout", "Ahmet", "Moshe", "Radj", "Willibrordus", "Ko",
)
_VROUW = (
    "Aisha", "Amber", "Anouk", "Astrid", "Bianca", "Carla", "Chantal", "Danique", "Debbie", "Dewi", "Dunya", "Ellen", "Esra", "Esther", "Eva",
    "Fleur", "Hanan", "Iris", "Jolanda", "Judith", "Karima", "Kim", "Laila", "Linda", "Lotte", "Manon", "Marit", "Meral", "Mirjam", "Monique",
    "Nadia", "Naomi", "Nienke", "Olga", "Patricia", "Petra", "Priya", "Renske", "Rosa", "Sabine", "Samira", "Sandra", "Saskia", "Selma", "Shanti",
    "Silvia", "Sofie", "Suzan", "Tamara", "Urmila", "Wendy", "Xandra", "Yasmina", "Yvonne", "Zeynep", "Zofia", "Agnieszka", "Mariana", "Selam", "Rana",
)
_MAN = (
    "Abdel", "Ali", "Andre", "Bas", "Bilal", "Björn", "Bram", "Coen", "Damian", "Dave", "Dennis", "Edwin", "Emre", "Erik", "Farid",
    "Frank", "Glenn", "Hamza", "Hans", "Ivo", "Jeroen", "Jesse", "Johan", "Joris", "Kevin", "Khalid", "Lars", "Luuk", "Marco", "Marcel",
    "Mark", "Martijn", "Mehmet", "Michel", "Mohamed", "Murat", "Niels", "Omar", "Oscar", "Patrick", "Piotr", "Ravi", "Reza", "Rob", "Ruben",
    "Sander", "Sjoerd", "Stefan", "Tarik", "Thijs", "Tom", "Tomasz", "Vincent", "Wesley", "Wouter", "Xander", "Youssef", "Yusuf", "Tesfay", "Samir",
)
_KIND_V = (
    "Amina", "Anna", "Anne", "Bo", "Charlie", "Elif", "Emma", "Esmée", "Evi", "Fenna", "Fien", "Hanna", "Ilse", "Jasmijn", "Julia", "Kiki", "Lara",
    "Lena", "Lieke", "Liv", "Loes", "Luna", "Maud", "Mila", "Nina", "Noa", "Nora", "Nour", "Pien", "Puck", "Roos", "Saar", "Sanne", "Sarah", "Tess", "Vera", "Yara", "Zoë",
)
_KIND_M = (
    "Adam", "Amir", "Ayoub", "Benjamin", "Boaz", "Cas", "Daan", "Daniël", "David", "Dex", "Finn", "Floris", "Gijs", "Guus", "Hugo", "Ilias", "Jayden",
    "Jens", "Julian", "Levi", "Liam", "Lucas", "Mats", "Max", "Mees", "Milan", "Noah", "Noud", "Olivier", "Quinten", "Rayan", "Sam", "Sem", "Siem", "Stijn", "Teun", "Tim", "Ties",
)
_ACHTERNAMEN = (
    "|Aarts", "|Abdi", "van|Aken", "|Akkerman", "|Alkema", "|Alberda", "|Amrani", "van den|Assem", "|Baas", "|Bakker", "|Barends", "van|Beek", "van der|Berg", "van den|Berg", "|Bessems",
    "|Bhagwandin", "|Bleeker", "|Blom", "|Boer", "de|Boer", "|Boersma", "|Bosman", "van den|Bosch", "|Bouma", "|Brands", "|Brouwer", "de|Bruijn", "|Bulut", "ter|Burg", "|Cakir", "|Claessen", "|Coster",
    "van|Dam", "|Dekker", "|Demir", "van|Dijk", "|Dijkman", "|Doornbos", "van|Driel", "|Drost", "|Duinker", "|Eggink", "|Eilander", "el|Amrani", "el|Haddad", "|Elzinga", "van|Es", "|Evers", "|Faber", "|Fokkens", "|Franken",
    "|Gebre", "van|Gelder", "|Gerritsen", "|Goossens", "de|Graaf", "|Groen", "de|Groot", "|Haan", "de|Haan", "|Haverkamp", "|Heijnen", "van der|Heide", "|Hendriks", "|Hoekstra", "|Hofman", "|Hoogland", "ten|Hove", "|Huisman",
    "|Ibrahimi", "|Idris", "|Jager", "de|Jager", "|Jansen", "|Janssens", "de|Jong", "|Jonker", "|Kamps", "|Kaya", "|Keizer", "|Kerkhof", "|Klaver", "|Kloosterman", "|Kok", "de|Koning", "|Kooistra", "|Korte", "|Koster", "|Kowalska", "|Kramer", "|Kuiper",
    "van der|Laan", "|Lammers", "de|Lange", "van|Leeuwen", "|Lenting", "|Linders", "van der|Linden", "|Lodder", "van|Loon", "|Lubbers", "|Maas", "|Mahabier", "|Martens", "|Meester", "van der|Meer", "|Meijer", "|Mertens", "|Middelkoop", "|Mohan", "|Molenaar",
    "|Mulder", "|Nagel", "|Nieuwenhuis", "|Nijhof", "|Noorlander", "|Nowak", "|Odijk", "|Öztürk", "|Offerman", "|Okafor", "|Oosterhuis", "|Otten", "|Ouwehand", "|Peeters", "|Peters", "|Pinas", "|Ploeger", "|Polman", "|Pool", "|Post", "|Prinsen", "|Radstake",
    "|Ramdin", "|Reinders", "van|Rijn", "de|Ridder", "|Roelofs", "|Roos", "de|Ruiter", "|Sahin", "|Said", "|Sanders", "|Santos", "|Schaap", "|Scholten", "|Schouten", "|Schuurman", "|Siemons", "|Sluis", "|Smeets", "|Smit", "de|Smet", "|Snijders", "|Sterk",
    "van der|Steen", "|Stolk", "|Tahiri", "|Tesfai", "|Theunissen", "|Tiemens", "|Timmer", "|Tol", "|Tromp", "|Uiterwijk", "|Usman", "|Vaessen", "van der|Veen", "|Verbeek", "|Verhagen", "|Vermeulen", "|Verschoor", "|Visser", "van|Vliet", "|Vos", "de|Vries",
    "|Wagenaar", "|Wassink", "van de|Water", "|Weber", "|Wierda", "|Wiersma", "|Willems", "de|Wit", "|Witteveen", "|Wolters", "|Yilmaz", "|Zaman", "|Zandstra", "van|Zanten", "|Zegers", "|Zeeman", "|Zuidema", "|Zwart",
)
MAN = 1
VROUW = 2
_OLD = 60
_CHILD = 20


def first_name(rng: Random, geslacht: int, age: int) -> str:
    """A first name that fits sex (1 man, 2 woman) and age in years."""
    if age >= _OLD:
        return one(rng, _VROUW_OUD if geslacht == VROUW else _MAN_OUD)
    if age < _CHILD:
        return one(rng, _KIND_V if geslacht == VROUW else _KIND_M)
    return one(rng, _VROUW if geslacht == VROUW else _MAN)


def given_names(rng: Random, geslacht: int, age: int) -> tuple[str, str]:
    """The name a person is called by, and all given names as registered (the first of them is the same)."""
    called = first_name(rng, geslacht, age)
    extra = [first_name(rng, geslacht, age) for _ in range(1 + chance(rng, 0.3)) if chance(rng, 0.6)]
    return called, " ".join([called, *[name for name in extra if name != called]])


def surname(rng: Random) -> tuple[str, str]:
    """Prefix (may be empty) and surname."""
    prefix, _, name = one(rng, _ACHTERNAMEN).partition("|")
    return prefix, name


def initials(names: str) -> str:
    """The initials as the message standard wants them: letters only, at most six."""
    return "".join(name[0] for name in names.split())[:6]
