"""The story of Port-Lambert Métropole, an invented agglomeration, told through the acts of every app."""
