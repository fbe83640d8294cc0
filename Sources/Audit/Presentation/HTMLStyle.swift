/// The style of a report's page: light and dark, for screens of any width and for paper.
enum HTMLStyle {
  static let sheet = colors + page + tables + charts + small + paper

  private static let colors = """
    :root{color-scheme:light dark;--bg:#fff;--ink:#1b2230;--muted:#4d5666;--line:#d5dae2;\
    --soft:#f5f7fa;--accent:#0b5cad;--steps:#2f74c0;--more:#12365f;--less:#5b90cc;\
    --bad:#b3261e;--gap:#6b7482;--gapbg:#eceff3}
    @media (prefers-color-scheme:dark){:root{--bg:#12161d;--ink:#e6e9ef;--muted:#a9b2c0;\
    --line:#313947;--soft:#1a2029;--accent:#8ab8f5;--steps:#5b9be6;--more:#b3d3fa;\
    --less:#3d6ca6;--bad:#ff8a80;--gap:#8a94a5;--gapbg:#232a35}}

    """

  private static let page = """
    *{box-sizing:border-box}
    body{margin:0;background:var(--bg);color:var(--ink);\
    font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
    header,nav,main,footer{max-width:76rem;margin:0 auto;padding:0 1.5rem}
    header{padding-top:2.5rem}
    h1{font-size:2rem;line-height:1.2;margin:0 0 .25rem;letter-spacing:-.01em}
    h2{font-size:1.35rem;margin:3rem 0 .5rem;line-height:1.3}
    h3{font-size:1.05rem;margin:2rem 0 .5rem}
    p{max-width:46rem;margin:.5rem 0}
    .sub{color:var(--muted);margin:0}
    time{white-space:nowrap}
    a{color:var(--accent)}
    a:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
    .skip{position:absolute;left:-999rem}
    .skip:focus{left:1rem;top:1rem;background:var(--bg);padding:.5rem 1rem}
    nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:1.25rem 0}
    .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));gap:.75rem;\
    margin:1.5rem 0}
    .facts div{background:var(--soft);border:1px solid var(--line);border-radius:.5rem;\
    padding:.7rem .9rem}
    .facts dt{color:var(--muted);font-size:.85rem}
    .facts dd{margin:0;font-size:1.2rem;font-weight:600;font-variant-numeric:tabular-nums;\
    overflow-wrap:anywhere}
    .about{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.35rem 1.5rem}
    .about dt{color:var(--muted)}
    .about dd{margin:0;overflow-wrap:anywhere}
    pre{background:var(--soft);border:1px solid var(--line);border-radius:.5rem;\
    padding:.75rem 1rem;margin:.5rem 0;font:.85rem/1.5 ui-monospace,Menlo,Consolas,monospace;\
    white-space:pre-wrap;overflow-wrap:anywhere}
    li{margin:.25rem 0;overflow-wrap:anywhere}
    footer{margin-top:3rem;padding-bottom:2.5rem;color:var(--muted);font-size:.9rem}

    """

  private static let tables = """
    .scroll{overflow-x:auto;margin:1rem 0 1.5rem;border:1px solid var(--line);border-radius:.5rem}
    table{border-collapse:collapse;width:100%;font-size:.875rem;font-variant-numeric:tabular-nums}
    caption{text-align:left;font-weight:600;padding:.7rem .9rem;border-bottom:1px solid var(--line)}
    th,td{text-align:left;vertical-align:top;padding:.45rem .75rem;border-bottom:1px solid var(--line)}
    thead th{color:var(--muted);font-weight:600;background:var(--soft);white-space:nowrap}
    tbody th{font-weight:500}
    tbody tr:last-child>*{border-bottom:0}
    .n{text-align:right;white-space:nowrap}
    .t span{display:inline-block;white-space:nowrap}
    .p{white-space:nowrap}
    .l{min-width:9rem}
    .w{min-width:15rem}
    .none{color:var(--muted)}

    """

  private static let charts = """
    figure{margin:1.25rem 0 2rem}
    figcaption{font-weight:600;margin-bottom:.35rem}
    .keys{display:flex;flex-wrap:wrap;gap:.15rem 1.25rem;list-style:none;padding:0;\
    margin:0 0 .6rem;color:var(--muted);font-size:.85rem}
    .keys svg{width:1.5rem;height:.8rem;margin-right:.4rem;vertical-align:-.05rem}
    .lanes{list-style:none;margin:0;padding:0}
    .lane,.axis{display:grid;grid-template-columns:15rem 1fr 10.5rem;gap:0 1rem;align-items:center}
    .lane{margin:0;padding:.15rem 0}
    .lane+.lane{border-top:1px solid var(--line)}
    .lane>svg{width:100%;height:1.75rem;display:block}
    .label{font-size:.875rem;overflow-wrap:anywhere;line-height:1.3}
    .value{font-size:.875rem;text-align:right;font-variant-numeric:tabular-nums;line-height:1.3}
    .axis{color:var(--muted);font-size:.8rem;font-variant-numeric:tabular-nums}
    .ticks{grid-column:2;position:relative;height:1.4rem}
    .ticks span{position:absolute;white-space:nowrap;transform:translateX(-50%)}
    .ticks span:first-child{transform:none}
    .ticks span:last-child{transform:translateX(-100%)}
    .base{fill:var(--soft)}.steps,.present,.share{fill:var(--steps)}.share-more{fill:var(--more)}
    .share{fill:var(--less)}.low{fill:var(--less)}.bad{fill:var(--bad)}
    svg .bad{stroke:var(--bg);stroke-width:2;vector-effect:non-scaling-stroke;paint-order:stroke}
    .gap{fill:url(#gap)}.gapbg{fill:var(--gapbg)}
    .hatch{stroke:var(--gap);stroke-width:2}
    .defs{position:absolute;width:0;height:0}

    """

  private static let small = """
    @media screen and (max-width:56rem){
    header,nav,main,footer{padding-left:1rem;padding-right:1rem}
    header{padding-top:1.5rem}h1{font-size:1.6rem}
    .facts{grid-template-columns:1fr 1fr}
    .about{grid-template-columns:1fr;gap:0}.about dd{margin-bottom:.6rem}
    .lane{grid-template-columns:1fr auto;gap:.1rem 1rem;padding:.35rem 0}
    .lane>svg{grid-column:1/3;grid-row:2}
    .axis{display:block}.ticks span:nth-child(2),.ticks span:nth-child(4){display:none}
    .w{min-width:16rem}}

    """

  private static let paper = """
    @media print{:root{color-scheme:light;--bg:#fff;--ink:#000;--muted:#333;--line:#bbb;\
    --soft:#f4f4f4;--accent:#000;--steps:#2f74c0;--more:#12365f;--less:#5b90cc;--bad:#b3261e;\
    --gap:#555;--gapbg:#eee}
    @page{margin:14mm}
    html{font-size:10pt}
    body{font-size:1rem;-webkit-print-color-adjust:exact;print-color-adjust:exact}
    nav,.skip{display:none}
    header,main,footer{max-width:none;padding:0}
    .scroll{overflow:visible;border:0}
    table{font-size:7pt}th,td{padding:.25rem .35rem}
    .t,.p,.t span,thead th{white-space:normal}.w,.l{min-width:0}
    .lane,.axis{grid-template-columns:13rem 1fr 9.5rem;gap:0 .75rem}
    .lane>svg{height:1.3rem}.ticks{font-size:.72rem}
    thead{display:table-header-group}tr,figure,.lane,.facts div{break-inside:avoid}
    h2,h3,figcaption,caption,.keys,.axis{break-after:avoid}}

    """
}
