"""The forms. Pages and JSON API go through the same ones: what the page refuses, the API refuses, in the same words."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2s

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, MultipleFileField
from wtforms import BooleanField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, Regexp

from rubric.errors import OptionError
from rubric.interview.options import DEFAULT_COLOR, LENGTHS, PAPERS
from rubric.knowledge.kitbook import FAMILY_NAMES
from rubric.read import MAX_CHARS
from rubric.records import CODES, TRAITS

TEXT_LIMIT = MAX_CHARS
"""Characters of one post: the limit of the readers."""
TOO_LONG = f"The post is longer than {TEXT_LIMIT:,} characters."


def lf(value):
    """Browsers send line ends as CRLF; offsets must not depend on the browser."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


class Form(FlaskForm):
    """Base: CSRF is checked once for the whole application, so JSON clients can use the same classes."""

    class Meta:
        csrf = False

    def check(self):
        """Return self, or raise OptionError naming the first field that is wrong."""
        if not self.validate():
            name, problems = next(iter(self.errors.items()))
            first = problems[0] if isinstance(problems, (list, tuple)) else problems
            raise OptionError(str(first), where=str(name or "form"), remedy="Correct this field and send again.")
        return self


class PostForm(Form):
    """One post: typed, uploaded, or one of ours. `original` is the post as it was before any rewrite was taken over."""

    text = TextAreaField("Job post", filters=[lf], validators=[Length(max=TEXT_LIMIT, message=TOO_LONG)])
    original = TextAreaField(filters=[lf], validators=[Length(max=TEXT_LIMIT)])
    source = StringField(validators=[Length(max=200)])
    file = FileField("File")
    sample = StringField(validators=[Length(max=80)])
    show = SelectMultipleField("Show", choices=list(CODES))


class TextForm(Form):
    """A post as JSON clients send it: the text exactly as given, offsets count in it."""

    text = TextAreaField(validators=[Length(max=TEXT_LIMIT, message=TOO_LONG)], description="The job post.")
    source = StringField(validators=[Optional(), Length(max=200)])


class KitForm(Form):
    """Choices about the interview kit. rubric.interview.read_options has the last word on every value."""

    minutes = SelectField("Interview length", choices=[SelectChoice(str(n), f"{n} minutes") for n in LENGTHS], default="60")
    paper = SelectField("Paper", choices=[SelectChoice(p, {"letter": "US Letter", "a4": "A4"}[p]) for p in PAPERS], default="letter")
    family = SelectField(
        "Role family", choices=[SelectChoice(*c) for c in (("", "Decide from the post"), *FAMILY_NAMES.items())], default=""
    )
    interviewers = IntegerField("Interviewers", default=3, validators=[Optional(), NumberRange(1, 6, message="Use 1 to 6 interviewers.")])
    competencies = SelectMultipleField("Competencies", choices=list(TRAITS))
    title = StringField("Role title", validators=[Length(max=300)], description="Empty: the title found in the post.")
    employer = StringField("Employer", validators=[Length(max=120)])
    candidate_code = StringField("Candidate code", validators=[Length(max=40)], description="A code such as C-014, not a name.")
    date = StringField("Date", validators=[Length(max=40)], description="As 2026-11-23.")
    color = StringField("Accent color", default=DEFAULT_COLOR, validators=[Length(max=9)], description="As #0E5A6B; dark enough to read.")
    questions_only = BooleanField("Questions only, without the guide pages")
    weights_reason = TextAreaField("Reason for unequal weights", validators=[Length(max=600)])

    def options(self, weights: Mapping | None = None) -> dict:
        """Keyword options for interview_kit(); empty fields are left to the post."""
        given = {name: field.data for name, field in self._fields.items() if field.data not in (None, "", [])}
        if weights:
            given["weights"] = weights
        return given


class FolderForm(Form):
    """Many posts at once; `bundle` carries them back for the downloads, so that the server keeps nothing."""

    files = MultipleFileField("Files")
    bundle = TextAreaField()
    format = SelectField("Download", choices=["csv", "jsonl", "html", "kits"], default="csv", validators=[Optional()])
    sort = StringField(validators=[Length(max=20)])
    numbers = StringField(validators=[Optional(), Regexp(r"[0-9]{1,6}(,[0-9]{1,6})*$", message="Send whole numbers with commas between.")])

    def positions(self, count: int) -> list[int]:
        """Number of each post in the folder it came from: as sent, or counted from one."""
        given = [int(n) for n in (self.numbers.data or "").split(",") if n]
        return given if len(given) == count else list(range(1, count + 1))


class PanelForm(Form):
    files = MultipleFileField("Filled kits")
    format = SelectField("Download", choices=["page", "pdf", "csv", "json"], default="page", validators=[Optional()])


def weights_from(data: Mapping) -> dict[str, str]:
    """Weights typed into fields weight-<competency>; an empty field or 1 means equal."""
    found = {c: str(data.get(f"weight-{c}", "")).strip() for c in TRAITS}
    return {c: w for c, w in found.items() if w not in ("", "1", "1.0")}


def edit_keys(report) -> list[str]:
    """A short name for every edit that survives changes elsewhere in the text, so that choices are not lost while somebody types."""
    seen, keys = {}, []
    for e in report.rewrite.edits:
        key = blake2s(
            f"{e.code}|{report.text[e.start : e.end]}|{e.replacement}".encode("utf-8", "surrogatepass"), digest_size=5
        ).hexdigest()
        seen[key] = seen.get(key, 0) + 1
        keys.append(f"{key}-{seen[key]}")
    return keys


def decision_form(report, data=None) -> Form:
    """A form with a choice and a line of own wording for every edit: fields edit-KEY and own-KEY, see edit_keys()."""
    fields = {}
    for n, edit in zip(edit_keys(report), report.rewrite.edits, strict=True):
        choices = ["take", *(f"alt{k}" for k in range(len(edit.alternatives))), "own", "keep"]
        fields[f"edit-{n}"] = RadioField(choices=choices, default=first_choice(edit), validate_choice=True)
        fields[f"own-{n}"] = TextAreaField(
            filters=[lf], validators=[Length(max=2000, message="Own wording is longer than 2,000 characters.")]
        )
    return type("DecisionForm", (Form,), fields)(formdata=data)


def first_choice(edit) -> str:
    """Safe edits are on at first; everything else waits for the writer."""
    return "take" if edit.trust == "safe" else "keep"
