"""What the house writes to people about their account: what is asked, one link, who asks, until when."""

from django.conf import settings
from django.urls import reverse

from reciproque.accounts.choices import LinkPurpose
from reciproque.accounts.models import Link, User
from reciproque.core.templatetags.reciproque import moment
from reciproque.notices.actions import post

PAGES = {
    LinkPurpose.INVITATION: "accounts:invitation",
    LinkPurpose.SIGN_IN: "accounts:sign_in_by_link",
    LinkPurpose.PASSWORD: "accounts:new_password",
    LinkPurpose.ADDRESS: "accounts:confirm_address",
}
NOT_YOU = "Si vous n’avez rien demandé, ne faites rien : personne n’entre sans ce lien."


def path_of_link(link: Link) -> str:
    """Where the link leads; only while its secret is known."""
    return reverse(PAGES[LinkPurpose(link.purpose)], args=[link.token])


def tell_invitation(link: Link, *, role: str, where: str, contract: int | None, by: User | None) -> None:
    who = f"{by} vous invite" if by else "Vous avez une invitation"
    post(
        "accounts.invitation",
        f"Invitation à rejoindre {settings.INSTANCE_NAME}, à accepter avant le {moment(link.expires_at)}",
        f"{who} à rejoindre {settings.INSTANCE_NAME}{where}. Votre rôle : {role}.\n\n"
        f"Pour accepter, choisissez un mot de passe sur la page ci-dessous avant le {moment(link.expires_at)}. "
        "Ce lien est personnel. Si cette invitation ne vous dit rien, ne faites rien.",
        to=link.user,
        at=link.created_at,
        url=path_of_link(link),
        contract=contract,
    )


def tell_new_role(user: User, *, role: str, where: str, contract: int | None, by: User | None) -> None:
    who = f"{by} vous a donné" if by else "Vous avez reçu"
    post(
        "accounts.role",
        f"Un nouveau rôle sur {settings.INSTANCE_NAME}",
        f"{who} un rôle{where} : {role}.\n\nConnectez-vous avec votre compte habituel.",
        to=user,
        url=reverse("accounts:sign_in"),
        contract=contract,
    )


def tell_sign_in(link: Link) -> None:
    post(
        "accounts.sign_in",
        f"Votre lien de connexion, valable jusqu’au {moment(link.expires_at)}",
        "Voici le lien que vous avez demandé pour vous connecter. Il sert une seule fois, jusqu’au "
        f"{moment(link.expires_at)}.\n\n{NOT_YOU}",
        to=link.user,
        at=link.created_at,
        url=path_of_link(link),
    )


def tell_password(link: Link) -> None:
    post(
        "accounts.password",
        f"Choisir un nouveau mot de passe avant le {moment(link.expires_at)}",
        "Voici le lien que vous avez demandé pour choisir un nouveau mot de passe. Il sert une seule fois, "
        f"jusqu’au {moment(link.expires_at)}.\n\n{NOT_YOU}",
        to=link.user,
        at=link.created_at,
        url=path_of_link(link),
    )


def tell_password_changed(user: User) -> None:
    post(
        "accounts.security",
        "Votre mot de passe a changé",
        f"Le mot de passe de votre compte {settings.INSTANCE_NAME} vient de changer ; vos autres sessions "
        "sont fermées.\n\nSi ce n’est pas vous, choisissez tout de suite un nouveau mot de passe.",
        to=user,
        url=reverse("accounts:forgotten_password"),
    )


def tell_address_asked(link: Link) -> None:
    """To the new address the link; to the old one, that somebody asked."""
    post(
        "accounts.address",
        f"Confirmez votre adresse avant le {moment(link.expires_at)}",
        f"Vous avez demandé à utiliser l’adresse {link.address} pour votre compte {settings.INSTANCE_NAME}. "
        f"Le lien ci-dessous la confirme ; il sert une seule fois, jusqu’au {moment(link.expires_at)}.",
        to=link.address,
        at=link.created_at,
        url=path_of_link(link),
    )
    post(
        "accounts.security",
        "Changement d’adresse demandé pour votre compte",
        f"Une autre adresse a été demandée pour votre compte {settings.INSTANCE_NAME}. Elle remplacera "
        "celle-ci quand elle aura été confirmée.\n\nSi ce n’est pas vous, changez votre mot de passe et "
        "fermez vos autres sessions.",
        to=link.user,
        at=link.created_at,
        url=reverse("accounts:my_account"),
    )


def tell_second_factor(user: User, *, added: bool) -> None:
    done = "installé sur" if added else "retiré de"
    post(
        "accounts.security",
        f"Second facteur {done} votre compte",
        f"Le second facteur (code à six chiffres) vient d’être {done} votre compte {settings.INSTANCE_NAME}."
        "\n\nSi ce n’est pas vous, changez votre mot de passe.",
        to=user,
        url=reverse("accounts:my_account"),
    )
