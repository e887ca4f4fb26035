"""Charts as plain SVG with classes from charts.css, each drawn wide (720 units) and narrow (340 units), with a table of the same figures."""
