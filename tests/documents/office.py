"""LibreOffice, as the checks of this folder call it."""

import pathlib
import subprocess


def converted(document, to, folder):
    """The path of the document as LibreOffice converts it, with a profile of its own."""
    profile = pathlib.Path(folder, "profile").absolute().as_uri()
    extension = to.split(":")[0]
    out = pathlib.Path(folder, extension)
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", to]
    done = subprocess.run(
        [*command, "--outdir", str(out), str(document)], capture_output=True, text=True, timeout=600, check=True
    )
    path = out / f"report.{extension}"
    if not path.is_file():
        raise AssertionError(f"LibreOffice did not convert: {done.stdout}{done.stderr}")
    return path
