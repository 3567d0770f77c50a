"""Where uploads lie: out of every address's reach."""

from typing import NoReturn

from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """Files that only the process may read, and that have no address: the views of this floor hand them out."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    def url(self, name: str | None) -> NoReturn:
        """Refuse, as Django's storages without addresses do."""
        raise NotImplementedError("Uploads have no address of their own: they are handed out after a check.")
