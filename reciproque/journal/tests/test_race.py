"""Many write while the chain is sealed: every entry gets one number, and none waits for the sealing."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from reciproque.core.engine import close_connections
from reciproque.journal.actions import record, seal
from reciproque.journal.models import Entry
from reciproque.journal.queries import prove


@pytest.mark.django_db(transaction=True)
def test_a_chain_sealed_while_others_write_is_whole(someone):
    stop = threading.Event()

    def write(number):
        try:
            for act in range(25):
                with transaction.atomic():
                    record("user.counted", someone, by=someone, number=number, act_number=act)
        finally:
            close_connections()

    def keep_sealing(_number):
        sealed = 0
        try:
            while not stop.wait(0.01):
                sealed += seal()
        finally:
            close_connections()
        return sealed

    with ThreadPoolExecutor(6) as threads:
        sealers = [threads.submit(keep_sealing, number) for number in range(2)]
        writers = [threads.submit(write, number) for number in range(4)]
        for writer in writers:
            writer.result()
        stop.set()
        sealed = sum(sealer.result() for sealer in sealers) + seal()

    assert sealed == 100
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 101))
    assert prove().faults == []
