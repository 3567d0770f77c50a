"""Files of two bodies, in a folder of the test's own."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Picture

from commons.files.models import Document, Image
from tests import people


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> Path:
    """Keep uploads in the test's folder."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def document_of(slug: str, name: str = "仕様書 第１版.txt", content: bytes = b"MARKER") -> Document:
    """Store a document of a body."""
    stored: Document = Document.objects.create(
        organisation=people.organisation(slug), title=name, file=ContentFile(content, name=name)
    )
    return stored


def image_of(slug: str, name: str = "photo.png") -> Image:
    """Store a picture of a body."""
    drawn = io.BytesIO()
    Picture.new("RGB", (40, 30), "navy").save(drawn, "PNG")
    stored: Image = Image.objects.create(
        organisation=people.organisation(slug), title=name, file=ContentFile(drawn.getvalue(), name=name)
    )
    return stored
