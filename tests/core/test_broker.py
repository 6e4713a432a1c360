"""The queue of the embedded edition, with a writer and a reader at once."""

import os
from multiprocessing import get_context
from pathlib import Path
from queue import Empty
from time import monotonic

import pytest
from django.conf import settings
from kombu import Connection

MESSAGES = 300
BODY = {"words": "Điều dưỡng " * 40_000}


def channel_in(folder: Path):
    for name in ("queue", "control"):
        (folder / name).mkdir(exist_ok=True)
    queue = str(folder / "queue")
    where = {"data_folder_in": queue, "data_folder_out": queue, "control_folder": str(folder / "control")}
    # The embedded edition uses it; whoever has a server of queues is tested without it.
    transport = getattr(settings, "CELERY_BROKER_TRANSPORT", "core.broker:Transport")
    return Connection("filesystem://", transport=transport, transport_options=where).channel()


@pytest.fixture
def channel(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return channel_in(tmp_path)


def publish(folder: Path, count: int) -> None:
    channel = channel_in(folder)
    for number in range(count):
        channel._put("celery", {"number": number, **BODY})


def test_a_reader_beside_a_writer_meets_every_message_once_and_whole(channel, tmp_path):
    writer = get_context("fork").Process(target=publish, args=(tmp_path, MESSAGES))
    writer.start()
    met, until = [], monotonic() + 120
    while len(met) < MESSAGES and monotonic() < until:
        try:
            message = channel._get("celery")
        except Empty:
            continue
        assert message["words"] == BODY["words"]
        met.append(message["number"])
    writer.join()
    assert sorted(met) == list(range(MESSAGES))


def test_a_message_has_its_name_only_once_it_is_whole(channel, tmp_path, monkeypatch):
    seen = []
    replace = os.replace
    monkeypatch.setattr("os.replace", lambda part, name: (seen.append(channel._size("celery")), replace(part, name)))
    channel._put("celery", BODY)
    assert (seen, channel._size("celery")) == ([0], 1)


def test_a_message_that_cannot_be_written_leaves_nothing(channel, tmp_path, monkeypatch):
    def full(part, name):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(Exception, match="Cannot add file"):
        channel._put("celery", BODY)
    assert list((tmp_path / "queue").iterdir()) == []


def test_a_message_in_pieces_does_not_stop_the_worker(channel, tmp_path):
    (tmp_path / "queue" / "1_a.celery.msg").write_bytes(b'{"words": "half')
    channel._put("celery", {"words": "whole"})
    assert channel._get("celery") == {"words": "whole"}
    with pytest.raises(Empty):
        channel._get("celery")


def test_many_messages_in_pieces_do_not_hold_the_worker_up(channel, tmp_path):
    for number in range(150):
        (tmp_path / "queue" / f"0_{number:03}.celery.msg").write_bytes(b'{"words": "half')
    channel._put("celery", {"words": "whole"})
    with pytest.raises(Empty):
        channel._get("celery")
    assert channel._size("celery") == 51
    assert channel._get("celery") == {"words": "whole"}


def test_the_table_of_an_exchange_is_whole_from_the_first(channel, tmp_path):
    channel._queue_bind("celery", "celery", "", "celery")
    channel._queue_bind("celery", "urgent", "", "urgent")
    assert [row.queue for row in channel.get_table("celery")] == ["urgent", "celery"]
    assert [file.name for file in (tmp_path / "control").iterdir()] == ["celery.exchange"]


@pytest.mark.parametrize("left", ["", '[["celery", "", "cel', '{"a": 1}', "[[1]]", "null"])
def test_a_table_of_an_exchange_in_pieces_is_begun_anew(channel, tmp_path, left):
    table = tmp_path / "control" / "celery.exchange"
    table.write_text(left)
    channel._queue_bind("celery", "celery", "", "celery")
    assert [row.queue for row in channel.get_table("celery")] == ["celery"]
    table.write_text(left)
    assert channel.get_table("celery") == []
    assert table.read_text() == "[]"
    table.write_text(left)
    channel._delete("celery", "celery", "celery", "")
    assert [file.name for file in (tmp_path / "control").iterdir()] == ["celery.exchange"]


def test_a_disk_that_knows_no_second_names_has_tables_too(channel, tmp_path, monkeypatch):
    def unknown(part, file):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", unknown)
    channel._queue_bind("celery", "celery", "", "celery")
    channel._queue_bind("celery", "urgent", "", "urgent")
    assert [row.queue for row in channel.get_table("celery")] == ["urgent", "celery"]
    assert [file.name for file in (tmp_path / "control").iterdir()] == ["celery.exchange"]


def test_a_message_is_on_the_disk_before_it_has_its_name(channel, monkeypatch):
    done = []
    replace, fsync = os.replace, os.fsync
    monkeypatch.setattr("os.fsync", lambda number: (done.append("written"), fsync(number)))
    monkeypatch.setattr("os.replace", lambda part, name: (done.append("named"), replace(part, name)))
    channel._put("celery", {"words": "x"})
    assert done == ["written", "named"]


def test_what_was_left_unfinished_long_ago_is_swept_away(channel, tmp_path):
    long_ago, now = tmp_path / "queue" / "1_a.celery.msg.part", tmp_path / "queue" / "2_b.celery.msg.part"
    table = tmp_path / "control" / "celery.exchange.x.part"
    for part in (long_ago, now, table):
        part.write_text("half")
    for part in (long_ago, table):
        os.utime(part, (1_000_000_000, 1_000_000_000))
    channel_in(tmp_path)
    assert [part.exists() for part in (long_ago, now, table)] == [False, True, False]
