"""What people see: pages, forms, portals. One folder per room below, plus `design`, the building blocks of every page."""
