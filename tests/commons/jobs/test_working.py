"""Jobs are done once, in whose name they were started, and come to an end whatever happens."""

from pathlib import Path

import pytest
from django.db import transaction

from commons import jobs
from commons.jobs import Progress, Result, working
from commons.jobs.models import Job
from commons.tenancy import scopes
from commons.values.refusals import Refusal
from tests.commons.jobs.conftest import RealClock, reread
from tests.people import member_scope, organisation, person, person_scope

pytestmark = pytest.mark.django_db


def start(**params: object) -> Job:
    with member_scope("setagaya"):
        return jobs.start("test.work", params)


def test_a_job_is_done_with_its_progress_and_its_result(working_as):
    job = start()

    assert working.work_due() == 1

    job = reread(job)
    assert (job.state, job.done, job.total, job.note) == (Job.State.DONE, 3, 3, "数えました")
    assert job.facts == {"sum": 6}
    assert job.finished_at is not None
    assert working.work_due() == 0


def test_a_work_runs_in_its_starters_scope_and_knows_its_parameters(working_as):
    seen = []

    def look(job):
        seen.append((scopes.current(), job.params))
        yield Progress(1, 1)

    working_as(look)
    with member_scope("setagaya", "approver") as scope:
        jobs.start("test.work", {"round": 7})

    working.work_due()

    assert seen == [(scope, {"round": 7})]


def test_a_persons_job_runs_as_that_person(working_as):
    seen = []

    def look(job):
        seen.append(scopes.current())
        yield Progress(1, 1)

    working_as(look)
    with person_scope(person()) as scope:
        jobs.start("test.work")

    working.work_due()

    assert seen == [scope]


def test_the_system_starts_jobs_for_a_body_it_names(working_as):
    with scopes.system("test"):
        with pytest.raises(scopes.ScopeError):
            jobs.start("test.work")
        job = jobs.start("test.work", owner=organisation("setagaya").pk)

    working.work_due()

    assert reread(job).state == Job.State.DONE


def test_nobody_starts_a_job_for_another_body_and_visitors_start_none(working_as):
    with member_scope("setagaya"), pytest.raises(scopes.ForeignScope):
        jobs.start("test.work", owner=organisation("chofu").pk)
    with scopes.public(), pytest.raises(scopes.ForeignScope):
        jobs.start("test.work")


def test_a_job_of_another_body_is_not_seen(working_as):
    job = start()

    with member_scope("setagaya"):
        assert list(Job.objects.all()) == [job]
    with member_scope("chofu"):
        assert list(Job.objects.all()) == []


def test_an_unknown_work_is_refused_at_the_start(working_as):
    with member_scope("setagaya"), pytest.raises(LookupError):
        jobs.start("test.nothing")


def test_a_job_in_a_lost_transaction_never_was(working_as):
    with member_scope("setagaya"):
        with transaction.atomic():
            jobs.start("test.work")
            transaction.set_rollback(True)

        assert list(Job.objects.all()) == []


def test_a_refusal_ends_the_job_with_its_sentence(working_as):
    def refuse(job):
        yield Progress(1, 2)
        raise Refusal("表の3行目が読めません。")

    working_as(refuse)
    job = start()

    working.work_due()

    assert (reread(job).state, reread(job).error) == (Job.State.ENDED, "表の3行目が読めません。")


def test_a_fault_is_tried_three_times_then_ended_with_a_sentence_that_tells_nothing_of_it(
    working_as, real_clock: RealClock
):
    tries = []

    def fail(job):
        tries.append(job.tries)
        yield Progress(1, 2)
        raise RuntimeError("斉木 聡の給与")

    working_as(fail)
    job = start()
    for _ in range(5):
        working.work_due()
        real_clock.forward(minutes=1)

    job = reread(job)
    assert tries == [1, 2, 3]
    assert job.state == Job.State.ENDED
    assert "斉木" not in job.error
    assert str(job.pk) in job.error


def test_a_job_whose_worker_died_is_taken_up_from_its_checkpoint(working_as, real_clock: RealClock):
    steps = []

    def walk(job):
        for step in range(job.checkpoint or 0, 4):
            steps.append(step)
            if step == 2 and job.tries == 1:
                raise KeyboardInterrupt  # as little caught as a kill
            yield Progress(step + 1, 4, checkpoint=step + 1)

    working_as(walk)
    job = start()

    with pytest.raises(KeyboardInterrupt):
        working.work_due()
    assert working.work_due() == 0  # its lease holds
    real_clock.forward(minutes=2)
    assert working.work_due() == 1

    assert steps == [0, 1, 2, 2, 3]
    assert (reread(job).state, reread(job).tries) == (Job.State.DONE, 2)


def test_a_job_whose_workers_die_each_time_is_ended_with_a_sentence(working_as, real_clock: RealClock):
    def die(job):
        raise KeyboardInterrupt
        yield

    working_as(die)
    job = start()
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            working.work_due()
        real_clock.forward(minutes=2)

    working.work_due()

    assert reread(job).state == Job.State.ENDED
    assert reread(job).error


def test_a_worker_that_lost_its_lease_writes_nothing_any_more(working_as, real_clock: RealClock):
    def sleep(job):
        yield Progress(1, 3)
        if job.tries == 1:
            real_clock.forward(minutes=2)
            second = working.take(real_clock.now)
            assert second is not None
        yield Progress(2, 3)
        return Result(note="遅れて")

    working_as(sleep, runs_as="system")
    job = start()

    taken = working.take(real_clock.now)
    assert taken is not None
    working.do(taken)

    job = reread(job)
    assert (job.state, job.done, job.note, job.tries) == (Job.State.WORKING, 1, "", 2)


def test_a_worker_told_to_stop_lays_its_job_down_after_the_step_and_costs_no_try(working_as, real_clock: RealClock):
    def stop(job):
        yield Progress(1, 2, checkpoint=1)
        working.stopping.set()
        yield Progress(2, 2, checkpoint=2)
        raise AssertionError("went on")

    working_as(stop)
    job = start()

    working.work_due()

    job = reread(job)
    assert (job.state, job.tries, job.checkpoint) == (Job.State.WAITING, 0, 2)


def test_progress_inside_a_transaction_is_a_fault(working_as):
    def hold(job):
        with transaction.atomic():
            yield Progress(1, 1)

    working_as(hold)
    job = start()

    working.work_due()

    assert reread(job).state == Job.State.WAITING  # a fault: it is tried again


def test_a_file_moves_into_the_owners_folder(working_as, tmp_path: Path):
    made = tmp_path / "made.zip"

    def write(job):
        made.write_bytes(b"zip")
        yield Progress(1, 1)
        return Result(file=made, filename="帳票.zip")

    working_as(write)
    job = start()

    working.work_due()

    job = reread(job)
    assert str(job.file.name).startswith(f"organisations/{organisation('setagaya').pk}/jobs/")
    assert job.file.read() == b"zip"
    assert not made.exists()
    job.file.delete(save=False)


def test_a_heart_beats_while_a_step_takes_long(working_as, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(working, "BEAT", 0.01)
    beaten = []
    monkeypatch.setattr(working, "_beat_once", lambda job: beaten.append(job.pk))

    def linger(job):
        import time

        while not beaten:
            time.sleep(0.01)
        yield Progress(1, 1)

    working_as(linger)
    job = start()

    working.work_due()

    assert set(beaten) == {job.pk}
