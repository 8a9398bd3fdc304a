"""python -m esa run: open the dashboard."""

import argparse

from esa.serving import running


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("run", help="เปิดแดชบอร์ด · open the dashboard")
    command.add_argument(
        "office", nargs="?", help="โฟลเดอร์ของสำนักงาน · the office's folder (default: sample)"
    )
    command.add_argument("--port", type=int, help="พอร์ต · port (default: first free from 8501)")
    command.add_argument(
        "--no-browser", action="store_true", help="ไม่เปิดเบราว์เซอร์ · print the address only"
    )
    command.add_argument(
        "--address",
        help="ที่อยู่ที่รับการเชื่อมต่อ · listen on (default: 127.0.0.1, this machine only)",
    )
    command.add_argument("--page", default="", help="หน้าที่เปิด เช่น offices · the page to open")
    command.set_defaults(
        do=lambda chosen: running.run(
            chosen.office, chosen.port, not chosen.no_browser, chosen.address, chosen.page
        )
    )
