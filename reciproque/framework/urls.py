from django.urls import path, register_converter
from django.urls.converters import StringConverter

from reciproque.framework.views import nodes, parts, shaping, ties, trees, undoing

app_name = "framework"


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
    path("contrats/<int:contract>/cadre/reperes/", ties.legal_matrix, name="legal_matrix"),
    path("contrats/<int:contract>/cadre/reperes/<str:nomenclature>/", ties.matrix, name="matrix"),
    path("contrats/<int:contract>/cadre/declinaison/", ties.declension, name="declension"),
    path("cadres/<int:tree>/modifier/", trees.edit_tree, name="edit_tree"),
    path("cadres/<int:tree>/archiver/", trees.archive_tree, name="archive_tree"),
    path("cadres/<int:tree>/restaurer/", trees.restore_tree, name="restore_tree"),
    path("cadres/<int:tree>/objectifs/nouveau/", nodes.add_node, name="add_node"),
    path("objectifs/<int:node>/", nodes.node_detail, name="node_detail"),
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
