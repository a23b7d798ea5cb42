#!/bin/sh
# Double-click. If macOS refuses: right-click, Open, Open.
cd "$(dirname "$0")" || exit 1
for python in python3.13 python3.12 python3.11 /usr/local/bin/python3 /opt/homebrew/bin/python3 python3; do
  if command -v "$python" >/dev/null 2>&1 && "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; then
    exec "$python" start.py "$@"
  fi
done
echo "Python 3.11, 3.12 or 3.13 is needed and was not found. Install it from https://www.python.org/downloads/macos/"
exit 1
