#!/bin/sh
# Creates and updates the virtual environment of a checkout: `make setup` calls this.
#
#   deploy/environment.sh DIRECTORY REQUIREMENTS_FILE...
#
# Makes DIRECTORY a virtual environment with the newest suitable Python (or the one that PYTHON
# names), and installs exactly the given requirement files, checked against their hashes. When
# all is as the last run left it, only files are compared and nothing is installed. The script runs
# before there is a Python to rely on, so it is POSIX shell; its messages are Vietnamese and English.
set -eu

environment=$1
shift
interpreter="$environment/bin/python"

say() {
    printf '%s\n' "$@" >&2
}

fail() {
    say "$@"
    exit 1
}

# A name in PATH is not enough: it may be too old, or a stand-in for a version nobody installed.
is_suitable() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        is_suitable "$PYTHON" || fail \
            "PYTHON=$PYTHON không chạy được hoặc cũ hơn Python 3.11." \
            "PYTHON=$PYTHON does not run or is older than Python 3.11."
        printf '%s\n' "$PYTHON"
        return
    fi
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if is_suitable "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    fail \
        "Cần Python 3.11 trở lên. Hãy cài đặt (Debian, Ubuntu: apt-get install python3 python3-venv) rồi chạy lại." \
        "Python 3.11 or newer is needed. Install it (Debian, Ubuntu: apt-get install python3 python3-venv) and try again."
}

# Debian and Ubuntu ship Python without the part that puts pip into an environment. Where that
# part is missing, a pip of the system's fills in; the superuser gets the missing package.
create_environment() {
    python=$1
    say "Đang tạo môi trường Python trong $environment …" "Creating the Python environment in $environment …"
    rm -rf "$environment"
    if "$python" -c 'import ensurepip' >/dev/null 2>&1; then
        "$python" -m venv "$environment"
        return
    fi
    if "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --without-pip "$environment"
        "$python" -m pip --python "$interpreter" install --quiet --disable-pip-version-check pip
        return
    fi
    package=$("$python" -c 'import sys
system = sys.executable in ("/usr/bin/python3", "/bin/python3")
print("python3-venv" if system else "python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Python thiếu mô-đun ensurepip: đang cài gói $package …" \
            "Python lacks ensurepip: installing the package $package …"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package"
        "$python" -m venv "$environment"
        return
    fi
    fail \
        "Python của máy này thiếu mô-đun ensurepip. Hãy chạy: sudo apt-get install $package, rồi chạy lại." \
        "This machine's Python lacks ensurepip. Run: sudo apt-get install $package, and try again."
}

if ! is_suitable "$interpreter"; then
    python=$(find_python)
    create_environment "$python"
fi

changed=
arguments=
for file in "$@"; do
    cmp -s "$file" "$environment/$(basename "$file").installed" || changed=yes
    arguments="$arguments --requirement $file"
done
if [ -n "$changed" ]; then
    say "Đang cài đặt các thư viện (vài phút ở lần đầu) …" "Installing the libraries (a few minutes the first time) …"
    # shellcheck disable=SC2086  # one argument per word is what is meant
    "$interpreter" -m pip install --quiet --disable-pip-version-check --require-hashes $arguments
    # Wagtail asks for it, but runs without: its wheel carries a library under the GPL, which must not
    # run here. Phones' HEIC pictures are not accepted as uploads.
    "$interpreter" -m pip uninstall --quiet --quiet --yes pillow-heif
    for file in "$@"; do
        cp "$file" "$environment/$(basename "$file").installed"
    done
fi
