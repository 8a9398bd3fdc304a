"""python -m tests.rollup.example FOLDER: 245 example offices, and the secrets that show them."""

import json
import sys
from datetime import datetime
from pathlib import Path

from esa.reading.office import BANGKOK
from tests.rollup.offices import example


def main(folder: str) -> int:
    at = Path(folder).resolve()
    example(at / "target", datetime.now(BANGKOK).date())
    secrets = f"[rollup]\ntarget = {json.dumps(str(at / 'target'))}\n"
    (at / "secrets.toml").write_text(secrets, encoding="utf-8")
    print(f"{at / 'target'}: 245 สำนักงานตัวอย่าง · example offices")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
