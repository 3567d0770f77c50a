"""What follows from what happens: in this house, in notices and on paper."""

from . import notices as notices
from . import printing as printing
from .deadlines import DUE_KINDS as DUE_KINDS
from .deadlines import drop_unsigned as drop_unsigned
from .deadlines import find_closed as find_closed
from .deadlines import follow_opened_committing as follow_opened_committing
from .deadlines import next_deadline as next_deadline
from .deadlines import note_new_arrival as note_new_arrival
from .deadlines import settle as settle
