"""Re-export what Django must find."""

from .document import Document as Document
from .image import Image as Image
from .image import Rendition as Rendition
