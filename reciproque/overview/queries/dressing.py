"""The templates and letterhead of a contract, and the papers that were prepared."""

from datetime import datetime

from django.db.models import Max, QuerySet

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.framework.models import Tree
from reciproque.jobs.choices import ENDED
from reciproque.jobs.models import Job
from reciproque.jobs.queries import all_jobs
from reciproque.journal.queries import entries_about, entries_by
from reciproque.overview.models import Letterhead, PaperTemplate, PreparedPaper


def template_in_use(contract: Contract, what: str, form: str) -> PaperTemplate | None:
    rows = PaperTemplate.objects.filter(contract=contract, what=what, form=form, withdrawn_at=None)
    return rows.select_related("file").first()


def templates_of(contract: Contract) -> QuerySet[PaperTemplate]:
    """All versions, those in use first of each kind."""
    return PaperTemplate.objects.filter(contract=contract).select_related("added_by", "file")


def last_number(contract: Contract, what: str, form: str) -> int:
    rows = PaperTemplate.objects.filter(contract=contract, what=what, form=form)
    return rows.aggregate(last=Max("number"))["last"] or 0


def letterhead_of(contract: Contract) -> Letterhead | None:
    return Letterhead.objects.filter(contract=contract).select_related("logo").first()


def job_of(paper: PreparedPaper) -> Job | None:
    return all_jobs().filter(pk=paper.job_id).first() if paper.job_id else None


def papers_of(person: User) -> QuerySet[PreparedPaper]:
    return PreparedPaper.objects.filter(asked_by_id=person.pk).select_related("file")


def papers_of_contracts_of(person: User) -> QuerySet[PreparedPaper]:
    """Those made for contracts in whose journal the person did something, or something was said of her account."""
    told = entries_by(person.pk) | entries_about("accounts.user", person.pk)
    contracts = told.exclude(contract_id=None).order_by().values("contract_id")
    return PreparedPaper.objects.filter(contract_id__in=contracts, file__isnull=False).select_related("file")


def papers_under_way(person: User) -> int:
    """How many papers the person waits for."""
    jobs = papers_of(person).filter(file=None).values("job_id")
    return all_jobs().filter(pk__in=jobs).exclude(state__in=ENDED).count()


def papers_before(at: datetime) -> QuerySet[PreparedPaper]:
    return PreparedPaper.objects.filter(asked_at__lt=at).select_related("file")


def live_trees(contract: Contract) -> QuerySet[Tree]:
    return Tree.objects.filter(contract=contract, archived_at=None)
