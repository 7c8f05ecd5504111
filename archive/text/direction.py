"""Which way a text runs, told from its language."""

# Subtags of BCP 47. A script named in the tag decides; otherwise the script that the language is mostly written in.
RTL_SCRIPTS = frozenset({"adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa"})
RTL_LANGUAGES = frozenset(
    {
        "aii", "ar", "arc", "ary", "arz", "azb", "bal", "ckb", "dv", "fa", "fas", "glk", "he", "heb", "iw", "ji",
        "khw", "ks", "lrc", "mzn", "nqo", "pnb", "prs", "ps", "sd", "syr", "ug", "ur", "yi", "yid",
    }
)  # fmt: skip


def direction(language: str) -> str:
    """`rtl` or `ltr` for a language tag such as he, hy or az-Arab; `auto` where no language is named."""
    primary, *rest = language.replace("_", "-").lower().split("-")
    if not primary or primary == "und":
        return "auto"
    script = next((subtag for subtag in rest if len(subtag) == 4 and subtag.isalpha()), None)
    return "rtl" if (script in RTL_SCRIPTS if script else primary in RTL_LANGUAGES) else "ltr"
