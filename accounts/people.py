"""Finding people by what one knows of them."""

from allauth.account.models import EmailAddress

from accounts.models import USERNAME, User


def known_as(text: str) -> User | None:
    """Who has that name, with or without its tilde, or that confirmed e-mail address; None where nobody does.

    An address that was never confirmed finds nobody: it may have been written down by anybody.
    """
    text = text.strip().lower()
    if "@" in text:
        return _has_address(text)
    name = text.removeprefix("~")
    return User.objects.filter(username=name, is_active=True).first() if USERNAME.match(name) else None


def _has_address(address: str) -> User | None:
    confirmed = EmailAddress.objects.filter(email=address, verified=True, user__is_active=True)
    found = confirmed.select_related("user").first() if "\0" not in address else None
    return found.user if found else None
