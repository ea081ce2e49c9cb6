"""What can go wrong, as one tree. Every message says what is wrong, where, and what to do.

RubricError
├── InputError            the user's material cannot be used
│   ├── EmptyPost         nothing to read
│   ├── PostTooLong       over the length limit
│   ├── NotText           binary or undecodable bytes
│   ├── UnreadableFile    damaged, protected or of a kind we do not read
│   ├── LeftOut           no failure: files beside the posts that were not read
│   └── OptionError       an option or a form field has a value we cannot use
├── UnknownCode           no signal of that name
├── KnowledgeError        a knowledge file is wrong (file, id, line, remedy)
├── ScorecardError        a filled kit cannot be read back
└── OutputError           a result could not be written
"""

__all__ = [
    "EmptyPost", "InputError", "KnowledgeError", "LeftOut", "NotText", "OptionError", "OutputError",
    "PostTooLong", "RubricError", "ScorecardError", "UnknownCode", "UnreadableFile",
]


class RubricError(Exception):
    """Base of all errors that are meant for a person to read.

    `message` says what is wrong, `remedy` what to do, `where` the file, field or line (may be empty).
    `slug` is the stable machine-readable name used by the API and the batch output.
    """

    slug = "error"

    def __init__(self, message: str, *, remedy: str = "", where: str = ""):
        super().__init__(message)
        self.message, self.remedy, self.where = message, remedy, where

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head} {self.remedy}".rstrip()

    def __reduce__(self):
        return _rebuild, (type(self), self.message, self.remedy, self.where)

    def to_dict(self) -> dict:
        """The one error shape of the product: {"error", "message", "remedy", "where"}."""
        return {"error": self.slug, "message": self.message, "remedy": self.remedy, "where": self.where}


def _rebuild(kind, message, remedy, where):
    return kind(message, remedy=remedy, where=where)


class InputError(RubricError):
    slug = "bad-input"


class EmptyPost(InputError):
    slug = "empty-post"


class PostTooLong(InputError):
    slug = "post-too-long"


class NotText(InputError):
    slug = "not-text"


class UnreadableFile(InputError):
    slug = "unreadable-file"


class LeftOut(InputError):
    slug = "left-out"


class OptionError(InputError):
    slug = "bad-option"


class UnknownCode(RubricError):
    slug = "unknown-code"


class KnowledgeError(RubricError):
    slug = "bad-knowledge"


class ScorecardError(RubricError):
    slug = "bad-scorecard"


class OutputError(RubricError):
    slug = "output-failed"
