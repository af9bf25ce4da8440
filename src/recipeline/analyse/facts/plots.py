"""matplotlib, seaborn, plotly and other plotting: source matplotlib 3.6 to 3.10, seaborn 0.12 and 0.13, plotly 5 and 6."""

from __future__ import annotations

from recipeline.analyse.facts.fact import Fact, Table, each

_DRAW = Fact("figure", effects=(("plot", None),), mutates=("ax", "axes"), stage="reporting")
_OPTION = Fact("none", effects=(("option", "matplotlib"),), stage="setup")

FUNCTIONS: Table = {
    **each("*", Fact(None), "matplotlib."),
    **each("*", _DRAW, "matplotlib.pyplot."),
    **each("get_cmap colormaps cm.*", Fact(None), "matplotlib.pyplot."),
    **each("imread", Fact("array", effects=(("file-read", (0, "fname")),), stage="ingestion"), "matplotlib.pyplot."),
    **each("savefig imsave", Fact("none", effects=(("plot", None), ("file-write", (0, "fname"))), stage="reporting"), "matplotlib.pyplot."),
    **each("rc rcdefaults rcParams.update rcParams.setdefault style.use switch_backend ion ioff set_cmap",
           _OPTION, "matplotlib.pyplot."),
    **each("rc rcdefaults use rcParams.update style.use interactive rc_file set_loglevel", _OPTION, "matplotlib."),
    **each("rc_context style.context xkcd", Fact(None, effects=(("option", "matplotlib"),)), "matplotlib.pyplot."),
    **each("image.imread", Fact("array", effects=(("file-read", (0, "fname")),), stage="ingestion"), "matplotlib."),
    **each("*", _DRAW, "seaborn."),
    **each("set set_theme set_style set_palette set_context set_color_codes reset_defaults reset_orig", Fact("none", effects=(("option", "matplotlib"),), stage="setup"), "seaborn."),
    **each("load_dataset", Fact("frame", effects=(("network", (0, "name")),), stage="ingestion"), "seaborn."),
    **each("get_dataset_names color_palette light_palette dark_palette diverging_palette cubehelix_palette husl_palette "
           "hls_palette mpl_palette xkcd_palette axes_style plotting_context", Fact("list"), "seaborn."),
    **each("plotly.* bokeh.* altair.* holoviews.* hvplot.* wordcloud.* folium.* pydot.* graphviz.* yellowbrick.* missingno.* "
           "scikitplot.* plotnine.* cufflinks.* ydata_profiling.* pandas_profiling.* sweetviz.* squarify.* ptitprince.*",
           Fact("figure", "holds", effects=(("plot", None),), mutates=("ax",), stage="reporting")),
    **each("plotly.offline.init_notebook_mode bokeh.io.output_notebook cufflinks.go_offline "
           "cufflinks.set_config_file", Fact("none", effects=(("option", "plotly"),), stage="setup")),
    **each("plotly.data.* vega_datasets.*", Fact(None, stage="ingestion")),
    **each("PIL.Image.open cv2.imread skimage.io.imread imageio.imread imageio.v2.imread imageio.v3.imread",
           Fact(None, effects=(("file-read", (0, "fp")),), stage="ingestion")),
    **each("cv2.imwrite skimage.io.imsave imageio.imwrite", Fact("none", effects=(("file-write", (0, "filename")),), stage="reporting")),
    **each("PIL.* cv2.* skimage.* imageio.*", Fact(None, "view")),
}  # fmt: skip

METHODS: Table = {
    **each("plot scatter bar barh pie annotate imshow axhline axvline axhspan axvspan fill_between errorbar legend grid "
           "bar_label colorbar contour contourf pcolormesh pcolor stem step hexbin violinplot matshow hlines vlines loglog semilogx semilogy "
           "add_patch add_artist add_collection add_line twinx twiny tick_params margins subplots_adjust tight_layout suptitle "
           "add_subplot add_axes subplots add_gridspec autofmt_xdate text table invert_yaxis invert_xaxis axis locator_params "
           "set_title set_xlabel set_ylabel set_xlim set_ylim set_xticks set_yticks set_xticklabels set_yticklabels set_xscale "
           "set_yscale set_zlabel set_aspect set_facecolor set_axis_off set_visible set_size_inches set_theta_offset "
           "update_layout update_traces update_xaxes update_yaxes add_trace add_hline add_vline add_annotation map_dataframe "
           "map_diag map_lower map_upper map_offdiag plot_joint plot_marginals refline set_titles set_axis_labels add_legend "
           "ax_marg_x despine plot_surface plot_wireframe scatter3D plot3D spy quiver streamplot stackplot eventplot set_rticks "
           "clabel label_outer relim autoscale_view autoscale secondary_yaxis add_child plot_diagnostics plot_predict plot_components",
           Fact("figure", "view", changes="deep", effects=(("plot", None),), mutates=("ax",), stage="reporting")),
    **each("kde density area line box hexbin", Fact("figure", "view", effects=(("plot", None),), mutates=("ax",), stage="reporting")),
    **each("savefig write_image write_html", Fact("none", effects=(("file-write", (0, "fname")),), stage="reporting")),
    **each("show", Fact("none", effects=(("plot", None),), changes="object", stage="reporting")),
    **each("get_figure get_axes get_xlim get_ylim get_xticklabels get_yticklabels get_legend_handles_labels get_xticks get_yticks "
           "get_legend gca get_lines get_title get_children", Fact("figure", "view", stage="reporting")),
    **each("get_height get_width get_x get_y get_bbox get_text", Fact("number", stage="reporting")),
}  # fmt: skip
