from django.urls import path, register_converter
from django.urls.converters import StringConverter

from reciproque.framework.views import (
    lists,
    matrix,
    measures,
    nodes,
    parts,
    recommendations,
    shaping,
    ties,
    trees,
    undoing,
)

app_name = "framework"
LISTS = "contrats/<int:contract>/cadre/reperes/"
LIST = f"{LISTS}<int:nomenclature>/"
RECS, REC = "contrats/<int:contract>/recommandations/", "recommandations/<int:recommendation>/"
LINE = f"{LISTS}lignes/<int:reference>/"


class PartKind(StringConverter):
    regex = "resultats|pistes|constats|chantiers"


class Way(StringConverter):
    regex = "monter|descendre"


register_converter(PartKind, "part_kind")
register_converter(Way, "way")

urlpatterns = [
    path("contrats/<int:contract>/cadre/", trees.tree_list, name="tree_list"),
    path("contrats/<int:contract>/cadre/nouveau/", trees.create_tree, name="create_tree"),
    path("contrats/<int:contract>/cadre/archives/", trees.archived_list, name="archived_list"),
    path(
        "contrats/<int:contract>/cadre/resultats/", parts.part_list, {"kind": "resultats"}, name="result_list"
    ),
    path("contrats/<int:contract>/cadre/<part_kind:kind>/", parts.part_list, name="part_list"),
    path(
        "contrats/<int:contract>/cadre/<part_kind:kind>/archives/",
        parts.archived_parts,
        name="archived_parts",
    ),
    path("contrats/<int:contract>/cadre/reperes/", matrix.legal_matrix, name="legal_matrix"),
    path(f"{LISTS}listes/", lists.nomenclature_list, name="nomenclature_list"),
    path(f"{LISTS}listes/nouvelle/", lists.create_nomenclature, name="create_nomenclature"),
    path(f"{LISTS}listes/importer/", lists.import_list, name="import_list"),
    path(f"{LIST}", matrix.matrix, name="matrix"),
    path(f"{LIST}case/", matrix.set_tie, name="set_tie"),
    path(f"{LIST}suggestions/", matrix.suggestion_list, name="suggestion_list"),
    path(f"{LIST}mesures/", measures.localisation_list, name="localisation_list"),
    path(f"{LIST}lignes/", lists.nomenclature_detail, name="nomenclature_detail"),
    path(f"{LIST}lignes/nouvelle/", lists.add_reference, name="add_reference"),
    path(f"{LIST}modifier/", lists.edit_nomenclature, name="edit_nomenclature"),
    path(f"{LIST}archiver/", lists.archive_nomenclature, name="archive_nomenclature"),
    path(f"{LIST}restaurer/", lists.restore_nomenclature, name="restore_nomenclature"),
    path(f"{LINE}", matrix.reference_detail, name="reference_detail"),
    path(f"{LINE}modifier/", lists.edit_reference, name="edit_reference"),
    path(f"{LINE}archiver/", lists.archive_reference, name="archive_reference"),
    path(f"{LINE}restaurer/", lists.restore_reference, name="restore_reference"),
    path("contrats/<int:contract>/cadre/declinaison/", ties.declension, name="declension"),
    path(RECS, recommendations.recommendation_list, name="recommendation_list"),
    path(f"{RECS}nouvelle/", recommendations.add_recommendation, name="add_recommendation"),
    path(f"{RECS}archives/", recommendations.archived_recommendations, name="archived_recommendations"),
    path(REC, recommendations.recommendation_detail, name="recommendation_detail"),
    path(f"{REC}modifier/", recommendations.edit_recommendation, name="edit_recommendation"),
    path(f"{REC}archiver/", recommendations.archive_recommendation, name="archive_recommendation"),
    path(f"{REC}restaurer/", recommendations.restore_recommendation, name="restore_recommendation"),
    path("cadres/<int:tree>/modifier/", trees.edit_tree, name="edit_tree"),
    path("cadres/<int:tree>/archiver/", trees.archive_tree, name="archive_tree"),
    path("cadres/<int:tree>/restaurer/", trees.restore_tree, name="restore_tree"),
    path("cadres/<int:tree>/objectifs/nouveau/", nodes.add_node, name="add_node"),
    path("objectifs/<int:node>/", nodes.node_detail, name="node_detail"),
    path("objectifs/<int:node>/reperes/", matrix.node_ties, name="node_ties"),
    path("objectifs/<int:node>/modifier/", nodes.edit_node, name="edit_node"),
    path("objectifs/<int:node>/avancement/", nodes.report_on_node, name="report_on_node"),
    path("objectifs/<int:node>/archiver/", nodes.archive_node, name="archive_node"),
    path("objectifs/<int:node>/restaurer/", nodes.restore_node, name="restore_node"),
    path("objectifs/<int:node>/deplacer/", shaping.move_node, name="move_node"),
    path("objectifs/<int:node>/<way:way>/", shaping.shift_node, name="shift_node"),
    path("objectifs/<int:node>/scinder/", shaping.split_node, name="split_node"),
    path("objectifs/<int:node>/fusionner/", shaping.merge_nodes, name="merge_nodes"),
    path("objectifs/<int:node>/liens/nouveau/", shaping.link_nodes, name="link_nodes"),
    path("objectifs/<int:node>/liens/<int:link>/retirer/", shaping.unlink_nodes, name="unlink_nodes"),
    path("objectifs/<int:node>/<part_kind:kind>/nouveau/", parts.add_part, name="add_part"),
    path("<part_kind:kind>/<int:part>/modifier/", parts.edit_part, name="edit_part"),
    path("<part_kind:kind>/<int:part>/archiver/", parts.archive_part, name="archive_part"),
    path("<part_kind:kind>/<int:part>/restaurer/", parts.restore_part, name="restore_part"),
    path("actes/<int:deed>/annuler/", undoing.undo_deed, name="undo_deed"),
    path("actes/<int:deed>/retablir/", undoing.redo_deed, name="redo_deed"),
    path("actes/<int:deed>/garder/", undoing.drop_deed, name="drop_deed"),
]
