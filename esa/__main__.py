"""python -m esa …: see esa/cli.py."""

import sys

if __name__ == "__main__":
    try:
        from esa.cli import main
    except ModuleNotFoundError as missing:
        # The system's Python knows nothing of what `make run` installed beside the program.
        sys.exit(
            f"ยังไม่ได้ติดตั้ง {missing.name}: สั่ง make run ก่อน แล้วใช้ .venv/bin/python -m esa … · "
            f"{missing.name} is not installed: make run first, then .venv/bin/python -m esa …"
        )
    sys.exit(main())
