"""What the archive says is translated, and what is compiled is what is written."""

from tests.messages import compiled, translations


def test_what_is_compiled_is_what_is_translated():
    for file, catalog in translations():
        assert file.with_suffix(".mo").read_bytes() == compiled(catalog), "run `make messages`"
