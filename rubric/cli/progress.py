"""The bar that `rubric score` shows on a terminal."""

from __future__ import annotations


class Progress:
    """A bar on the terminal, or nothing. Draws itself only when something is counted: no thread, so that forking stays safe."""

    def __init__(self, wanted: bool):
        self.wanted = wanted
        self.bar = None
        self.posts = 0

    def start(self, total) -> None:
        """Show the bar; `total()` counts the files."""
        if not self.wanted or self.bar:
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        counts = (MofNCompleteColumn(), TextColumn("files, {task.fields[posts]:,} posts"), TimeRemainingColumn())
        self.bar = Bar(TextColumn("Scoring"), BarColumn(), *counts, console=Console(stderr=True), auto_refresh=False, transient=True)
        self.task = self.bar.add_task("score", total=total(), posts=0)
        self.bar.start()

    def advance(self, posts: int, files: int) -> None:
        """Count."""
        self.posts += posts
        if self.bar:
            self.bar.update(self.task, advance=files, posts=self.posts)
            self.bar.refresh()

    def stop(self) -> None:
        """Take the bar away."""
        if self.bar:
            self.bar.stop()
            self.bar = None
