"""``platform/`` is a shelf: a package of that name would shadow the standard library's module."""

import platform
import sysconfig

from .tree import ROOT


def test_no_python_lies_directly_on_the_shelf():
    assert sorted((ROOT / "platform").glob("*.py")) == []


def test_the_standard_librarys_module_is_the_one_that_is_imported():
    assert str(platform.__file__).startswith(sysconfig.get_path("stdlib"))
