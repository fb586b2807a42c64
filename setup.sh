# Sourced by ./run and ./check: the virtual environment with its pinned, hashed dependencies, made once.
# Usage: . ./setup.sh requirements.txt

lock="$1"

find_python() {
    for candidate in python3.11 python3.12 python3.13 python3; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Réciproque demande Python 3.11 ou plus récent." >&2
    exit 1
}

if [ ! -x .venv/bin/python ]; then
    python="$(find_python)"
    echo "Création de l’environnement Python…"
    if ! "$python" -m venv .venv 2>/dev/null; then
        rm -rf .venv
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
            apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
            "$python" -m venv .venv
        else
            echo "Le module venv manque : installez le paquet python3-venv (apt install python3-venv)." >&2
            exit 1
        fi
    fi
fi

stamp=".venv/stamp-$(basename "$lock")"
wanted="$(cat requirements*.txt pyproject.toml | sha256sum | cut -d' ' -f1)"
if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    echo "Installation des dépendances (une seule fois)…"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
    # The house itself: its console command, from the files as they are.
    site="$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
    pwd > "$site/reciproque.pth"
    printf '#!/bin/sh\nexec "%s/.venv/bin/python" -m reciproque "$@"\n' "$(pwd)" > .venv/bin/reciproque
    chmod +x .venv/bin/reciproque
    echo "$wanted" > "$stamp"
fi
