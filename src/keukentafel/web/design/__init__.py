"""The design system: template components, charts drawn on the server, the sheet of building blocks at /bouwstenen."""
