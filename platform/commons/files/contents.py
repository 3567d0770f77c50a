"""What is really in a file: judged by its bytes, never by its name or by what the browser says."""

import io
import zipfile
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image as Picture

MOST_UNPACKED = 200 * 1024 * 1024  # bytes
MOST_TIMES = 100  # an office file packs to a tenth; a bomb to a thousandth
MOST_ENTRIES = 5_000
ORIENTATION = 0x0112
_PARTS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}  # what an office file holds
_TEXT = ("utf-8", "cp932")


def genuine(file: Any) -> None:
    """Refuse a file that is not what its name says, that unpacks to too much, or that brings macros."""
    suffix = PurePath(str(file.name)).suffix.lower().lstrip(".")
    check = _CHECKS.get(suffix)
    if check is None:
        raise ValidationError(_("Files of this kind are not taken."), code="kind")
    file.seek(0)
    try:
        check(file, suffix)
    finally:
        file.seek(0)


def without_place(file: Any) -> Any:
    """Return a picture without what its camera wrote into it, the place above all; only its orientation is kept.

    A picture that carries nothing comes back as it is: no byte is changed without need.
    """
    file.seek(0)
    picture = Picture.open(file)
    exif = picture.getexif()
    if not (set(exif) - {ORIENTATION} or "xmp" in picture.info or "comment" in picture.info):
        file.seek(0)
        return file
    kept = Picture.Exif()
    if ORIENTATION in exif:
        kept[ORIENTATION] = exif[ORIENTATION]
    cleaned = io.BytesIO()
    options: dict[str, Any] = {"exif": kept.tobytes(), "icc_profile": picture.info.get("icc_profile")}
    if picture.format == "JPEG":
        options["quality"] = "keep"
    if getattr(picture, "is_animated", False):
        options["save_all"] = True
    for name in ("xmp", "comment"):
        picture.info.pop(name, None)
    picture.save(cleaned, picture.format, **options)
    return ContentFile(cleaned.getvalue(), name=file.name)


def _begins_with(*signatures: bytes) -> Callable[[Any, str], None]:
    def check(file: Any, suffix: str) -> None:
        head = file.read(16)
        if not any(head.startswith(signature) for signature in signatures):
            raise _not_genuine(suffix)

    return check


def _text(file: Any, suffix: str) -> None:
    content: bytes = file.read()
    if b"\0" in content or not any(_reads(content, encoding) for encoding in _TEXT):
        raise _not_genuine(suffix)


def _reads(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _packed(file: Any, suffix: str) -> None:
    """Read the directory alone: nothing is unpacked to learn how large it would be."""
    try:
        with zipfile.ZipFile(file) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise _not_genuine(suffix) from error
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or unpacked > MOST_TIMES * max(file.size, 1024):
        raise ValidationError(_("Unpacked, the file would be too large."), code="unpacked")
    names = [entry.filename for entry in entries]
    if suffix in _PARTS:
        if "[Content_Types].xml" not in names or not any(name.startswith(_PARTS[suffix]) for name in names):
            raise _not_genuine(suffix)
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise ValidationError(_("The file contains macros. Save it without them."), code="macros")


def _not_genuine(suffix: str) -> ValidationError:
    return ValidationError(
        _("The content is not that of a %(kind)s file."), code="not_genuine", params={"kind": suffix.upper()}
    )


_CHECKS: dict[str, Callable[[Any, str], None]] = {
    "pdf": _begins_with(b"%PDF-"),
    "png": _begins_with(b"\x89PNG\r\n\x1a\n"),
    "jpg": _begins_with(b"\xff\xd8\xff"),
    "jpeg": _begins_with(b"\xff\xd8\xff"),
    "docx": _packed,
    "xlsx": _packed,
    "pptx": _packed,
    "zip": _packed,
    "csv": _text,
    "txt": _text,
}
