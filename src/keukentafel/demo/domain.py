"""What others may know of the example municipality without filling it."""

from keukentafel.demo.cast import CAST

# The example holds invented people only and is served on this machine alone.
WACHTWOORD = "aan-de-keukentafel"


def login_lines() -> list[str]:
    """Who can log in as what, one line for each member of the cast, ready to print."""
    width = max(len(person.gebruikersnaam) for person in CAST)
    lines = [f"  {person.gebruikersnaam:<{width}}  {person.rol}" for person in CAST]
    return [f"Log in met wachtwoord {WACHTWOORD} als:", *lines]
