"""The messages as a table."""

from collections.abc import Callable

from django.db.models import Q

from reciproque.core.tables import Choice, Column, Filter, Table
from reciproque.core.templatetags.reciproque import moment
from reciproque.notices.choices import NoticeState
from reciproque.notices.models import Notice

STATES = Filter(
    "etat",
    "État",
    [
        Choice(
            "attente", "en attente", Q(sent_at__isnull=True, failed_at__isnull=True, stopped_at__isnull=True)
        ),
        Choice("envoyes", "envoyés", Q(sent_at__isnull=False)),
        Choice("echoues", "non envoyés", Q(failed_at__isnull=False)),
    ],
)
BADGES = {
    NoticeState.SENT: "done",
    NoticeState.FAILED: "failed",
    NoticeState.STOPPED: "plain",
    NoticeState.SENDING: "running",
    NoticeState.WAITING: "waiting",
}


def notice_table(link: Callable[[Notice], str] | None = None) -> Table[Notice]:
    """`link` gives the page of one message: that page stands above this floor."""
    return Table(
        name="messages",
        caption=("message", "messages"),
        columns=[
            Column("Objet", lambda notice: notice.subject, sort="subject", link=link),
            Column("À", lambda notice: notice.name or notice.to, sort="to"),
            Column("Adresse", lambda notice: notice.to, sort="to", shown=False),
            Column("Nature", lambda notice: notice.kind_label, sort="kind"),
            Column("Écrit le", lambda notice: moment(notice.created_at), sort=("created_at", "pk")),
            Column("Envoyé le", lambda notice: moment(notice.sent_at), sort="sent_at"),
            Column("État", lambda notice: notice.state.label, badge=lambda notice: BADGES[notice.state]),
            Column("Ce qui a manqué", lambda notice: notice.error, shown=False),
        ],
        filters=[STATES],
        default_order=("-created_at", "-pk"),
        empty="Aucun message pour le moment : ils apparaissent ici dès qu’un acte en écrit un.",
    )
