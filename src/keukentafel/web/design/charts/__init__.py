"""Charts as plain SVG with classes of charts.css, drawn wide (720 units) and narrow (340 units), with their table."""
