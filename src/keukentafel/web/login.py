"""What the login pages say when something does not fit: our own plain Dutch in place of the library's."""

from collections.abc import Mapping
from typing import Any, Final

from allauth.account import forms
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

_NO_MATCH: Final = (
    "Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar. Controleer beide en probeer het opnieuw. "
    "Wachtwoord kwijt? Vraag de functioneel beheerder om een nieuw wachtwoord."
)
_TOO_MANY: Final = "Je hebt te vaak achter elkaar een verkeerd wachtwoord ingevuld. Wacht vijf minuten en probeer het dan opnieuw."
_WRONG_CODE: Final = "Deze code klopt niet. Vul de zes cijfers in die nu in je app staan, of een herstelcode die je nog niet gebruikte."


_ACCOUNT: Final = {
    "account_inactive": "Dit account is gesloten. Werk je hier nog, bel dan de functioneel beheerder.",
    "email_password_mismatch": _NO_MATCH,
    "enter_current_password": "Dit is niet je huidige wachtwoord. Vul het wachtwoord in waarmee je nu inlogt.",
    "incorrect_code": _WRONG_CODE,
    "incorrect_password": "Dit wachtwoord klopt niet. Vul het wachtwoord in waarmee je inlogt.",
    "invalid_login": _NO_MATCH,
    "rate_limited": "Dit gaat te snel achter elkaar. Wacht een minuut en probeer het dan opnieuw.",
    "too_many_login_attempts": _TOO_MANY,
    "username_password_mismatch": _NO_MATCH,
}
_SECOND_STEP: Final = {
    "cannot_delete_authenticator": "De tweede stap kan nu niet uit. Vraag de functioneel beheerder.",
    "cannot_generate_recovery_codes": "Zet eerst inloggen in twee stappen aan. Daarna krijg je herstelcodes.",
    "incorrect_code": _WRONG_CODE,
}

_LOGIN: Final = {
    "login": "Vul je gebruikersnaam of e-mailadres in.",
    "password": "Vul je wachtwoord in.",
}
_CHANGE: Final = {
    "oldpassword": "Vul je huidige wachtwoord in.",
    "password1": "Vul je nieuwe wachtwoord in.",
    "password2": "Vul je nieuwe wachtwoord nog een keer in.",
}


def account_adapter(request: HttpRequest | None = None) -> Any:
    """How the library works here, with our texts for logging in and changing a password."""
    adapter: Any = DefaultAccountAdapter(request)
    adapter.error_messages = {**adapter.error_messages, **_ACCOUNT}
    return adapter


def second_step_adapter(request: HttpRequest | None = None) -> Any:
    """How the library works here, with our texts for the second step."""
    adapter: Any = DefaultMFAAdapter(request)
    adapter.error_messages = {**adapter.error_messages, **_SECOND_STEP}
    return adapter


def login_form(*args: Any, **kwargs: Any) -> Any:
    """Name and password; an empty field says what to fill in."""
    return _asking(forms.LoginForm(*args, **kwargs), _LOGIN)


def change_password_form(*args: Any, **kwargs: Any) -> Any:
    """The old password and twice the new one; an empty field says what to fill in."""
    return _asking(forms.ChangePasswordForm(*args, **kwargs), _CHANGE)


def _asking(form: Any, texts: Mapping[str, str]) -> Any:
    for name, text in texts.items():
        form.fields[name].error_messages["required"] = text
    return form
