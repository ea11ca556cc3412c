"""What threads have made for objects that are gone is dropped, and the process goes on."""

from PySide6.QtCore import QObject, Qt
from shiboken6 import delete

from explorer.inputs._reading import PictureReader, Reading
from explorer.inputs._sender import Sender


class Receiver(QObject):
    def __init__(self, sender):
        super().__init__()
        self.received = []
        sender.sent.connect(self.on_sent, Qt.ConnectionType.QueuedConnection)

    def on_sent(self, about, made):
        self.received.append((about, made))


def test_what_is_sent_is_received(qapp, qtbot):
    sender = Sender()
    receiver = Receiver(sender)
    sender.sent.emit(3, "a picture")
    qtbot.waitUntil(lambda: receiver.received == [(3, "a picture")])


def test_what_is_under_way_to_a_deleted_object_is_dropped(qapp, qtbot):
    sender = Sender()
    gone, there = Receiver(sender), Receiver(sender)
    sender.sent.emit(1, "early")
    delete(gone)
    sender.sent.emit(2, "late")
    qtbot.waitUntil(lambda: len(there.received) == 2)
    assert gone.received == []


def test_what_is_read_for_a_reader_that_is_gone_is_dropped_quietly(qapp, caplog):
    reader = PictureReader()
    delete(reader)
    # As its thread does that has begun before.
    reader._run(1, lambda: Reading(None))
    assert caplog.text == ""
