@echo off
rem Double-click. Uses the Python launcher that comes with Python from python.org.
cd /d "%~dp0"
for %%v in (3.13 3.12 3.11) do (
  py -%%v -c "" >nul 2>nul && (
    py -%%v start.py %*
    goto end
  )
)
python start.py %*
if errorlevel 9009 echo Python 3.11, 3.12 or 3.13 is needed. Install it from https://www.python.org/downloads/windows/
:end
pause
