@echo off
rem Opens the dashboard on an office PC with Windows. Needs Python 3.11 or newer (python.org).
cd /d "%~dp0"
if not exist .venv\Scripts\python.exe py -3 -m venv .venv
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
.venv\Scripts\python -m esa run %*
pause
