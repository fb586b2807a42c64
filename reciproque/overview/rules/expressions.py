"""How much a question may ask for: what a stranger sends, or a shared theme holds, costs everybody who opens it."""

from reciproque.search.rules.words import stems

MOST_EXPRESSIONS = 30  # looked for as well, or set aside
LONGEST_EXPRESSION = 12  # words


def obstacles_to_expressions(also: str, without: str) -> list[str]:
    """Why these cannot be kept with a question; nothing when they can. `also`: one a line; `without`: signs."""
    reasons = []
    wanted = [line for line in also.splitlines() if line.strip()]
    for count, words in ((len(wanted), "chercher aussi"), (len(without.split()), "écarter")):
        if count > MOST_EXPRESSIONS:
            reasons.append(
                f"{count} expressions à {words} : la limite est de {MOST_EXPRESSIONS}. Gardez les plus parlantes."
            )
    long = next((line for line in wanted if len(stems(line)) > LONGEST_EXPRESSION), "")
    if long:
        reasons.append(
            f"« {long[:60]}… » : une expression compte {LONGEST_EXPRESSION} mots au plus. Raccourcissez-la."
        )
    return reasons
