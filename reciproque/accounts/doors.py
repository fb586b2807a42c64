"""What accounts hang: the team of a contract in its rail, what people did with accounts, what waits."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from reciproque.accounts import access, jobs, queries
from reciproque.core import registers

registers.rail.hang(
    registers.RailLink(
        "Équipe",
        "Équipe et accès",
        "accounts:team",
        lambda user, contract: access.reads_contract(user, contract.pk),
        matches="accounts:team",
    )
)


def _administration(user: Any, _home: Any) -> dict[str, Any] | None:
    """On the home page of administrators: what they look after."""
    if not access.is_administrator(user):
        return None
    rows = [
        {"label": label, "url": reverse(f"accounts:{name}"), "remark": remark}
        for label, name, remark in (
            ("Personnes", "people", "comptes, rôles, invitations"),
            (
                "Messages envoyés",
                "messages",
                "ce que la plateforme a écrit, à qui, et ce qui n’est pas parti",
            ),
            ("Journal", "journal", "qui a fait quoi, sur toute la plateforme"),
        )
    ]
    return {"heading": "Administration", "rows": rows}


registers.panels.hang(registers.Panel("home", "accounts.administration", _administration, position=90))
registers.chores.hang(
    registers.Chore("accounts.scrub_secrets", timedelta(minutes=1), jobs.scrub_secrets),
    registers.Chore("accounts.sweep", timedelta(hours=6), jobs.sweep),
    registers.Chore("accounts.forget_inactive", timedelta(days=1), jobs.forget_inactive),
)
registers.personal.hang(registers.PersonalData("accounts", queries.personal_data, jobs.erase_person))
registers.notice_kinds.hang(
    registers.NoticeKind("accounts.invitation", "invitations"),
    registers.NoticeKind("accounts.role", "nouveaux rôles"),
    registers.NoticeKind("accounts.sign_in", "liens de connexion"),
    registers.NoticeKind("accounts.password", "nouveaux mots de passe"),
    registers.NoticeKind("accounts.address", "changements d’adresse"),
    registers.NoticeKind("accounts.security", "sécurité du compte"),
)
registers.acts.hang(
    registers.Act("accounts.person_created", "a ajouté la personne"),
    registers.Act("accounts.person_edited", "a modifié la fiche de la personne"),
    registers.Act("accounts.invited", "a envoyé une invitation ({role})"),
    registers.Act("accounts.invitation_accepted", "a accepté l’invitation"),
    registers.Act("accounts.role_given", "a donné un rôle ({role})"),
    registers.Act("accounts.role_changed", "a changé le rôle ({before} devient {after})"),
    registers.Act("accounts.role_withdrawn", "a retiré un rôle ({role})"),
    registers.Act("accounts.signed_in", "a ouvert une session ({how})"),
    registers.Act("accounts.signed_out", "a fermé sa session"),
    registers.Act("accounts.visit_closed", "a fermé une session à distance ({browser})"),
    registers.Act("accounts.other_visits_closed", "a fermé des sessions à distance ({count})"),
    registers.Act("accounts.link_asked", "a envoyé le lien de connexion demandé"),
    registers.Act("accounts.password_asked", "a envoyé le lien de nouveau mot de passe demandé"),
    registers.Act("accounts.password_changed", "a changé son mot de passe"),
    registers.Act("accounts.address_asked", "a demandé à changer d’adresse"),
    registers.Act("accounts.address_changed", "a changé d’adresse"),
    registers.Act("accounts.second_factor_prepared", "a préparé un second facteur"),
    registers.Act("accounts.second_factor_added", "a installé un second facteur"),
    registers.Act("accounts.second_factor_removed", "a retiré le second facteur"),
    registers.Act("accounts.recovery_codes_renewed", "a renouvelé ses codes de secours"),
    registers.Act("accounts.recovery_code_used", "a utilisé un code de secours (il en reste {left})"),
    registers.Act("accounts.account_closed", "a fermé le compte"),
    registers.Act("accounts.account_reopened", "a rouvert le compte"),
    registers.Act("accounts.person_forgotten", "a oublié la personne"),
)
