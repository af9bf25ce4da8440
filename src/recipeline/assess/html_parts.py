"""Style and script of the HTML report. Plain CSS and JavaScript, written for it; nothing is fetched."""

from __future__ import annotations

STYLE = """
:root{--bg:#fff;--fg:#1c1f24;--soft:#f4f5f7;--line:#d5d9e0;--dim:#5d6673;--error:#b3261e;--warning:#8a5a00;--note:#2458b3;--hit:#fff3bf;
--setup:#7d8590;--ingestion:#0f7b6c;--preprocessing:#2458b3;--features:#7a3fb0;--training:#b3261e;--evaluation:#8a5a00;--reporting:#4b6b12}
@media (prefers-color-scheme:dark){:root{--bg:#15181d;--fg:#e6e9ee;--soft:#1f242b;--line:#363d48;--dim:#9aa4b2;--error:#ff8a80;--warning:#f2c14e;
--note:#8ab4f8;--hit:#4a4010;--setup:#9aa4b2;--ingestion:#5fd0bf;--preprocessing:#8ab4f8;--features:#c9a0f0;--training:#ff8a80;--evaluation:#f2c14e;--reporting:#b5d36b}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,sans-serif}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--bg);padding:8px;z-index:3}
.filters{position:sticky;top:0;z-index:2;background:var(--bg);border-bottom:1px solid var(--line);padding:6px 16px;display:flex;flex-wrap:wrap;gap:4px 24px}
.filters fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:2px 12px}.filters legend{float:left;font-weight:600;margin-right:12px}
main,nav{max-width:1200px;margin:0 auto;padding:8px 16px}h1{font-size:22px;overflow-wrap:anywhere}h2{font-size:17px}h3{font-size:14px;margin:0;padding:6px 10px}
.phases{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(180px,1fr));gap:8px}
.phases li{border:1px solid var(--line);border-left:4px solid var(--ingestion);padding:6px 10px;border-radius:4px}
.phases .blocked{border-left-color:var(--error)}.phases .needs-work{border-left-color:var(--warning)}small{color:var(--dim)}
.beside{display:grid;grid-template-columns:220px minmax(0,1fr);gap:12px;align-items:start}.map{position:sticky;top:56px}
.map text{font-size:11px;fill:var(--dim)}.map a:focus circle,.mark:hover{stroke:var(--fg);stroke-width:3}
.arc{fill:none;stroke:var(--line);stroke-width:2;cursor:pointer}.arc:hover,.arc:focus,.arc.on{stroke:var(--note);stroke-width:3;outline:none}
.cell{border:1px solid var(--line);border-radius:6px;margin:0 0 12px;scroll-margin-top:64px}.cell.exploratory{opacity:.75}.cell.on,.cell:target{outline:3px solid var(--note)}
.tag{font-size:12px;border:1px solid;border-radius:9px;padding:0 8px;margin-left:4px;font-weight:400}
pre{margin:0;padding:6px 0;background:var(--soft);font:13px/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;border-radius:0 0 6px 6px}
.line{display:block;padding:0 10px}.line i{display:inline-block;width:32px;color:var(--dim);font-style:normal;user-select:none}.marked{background:var(--hit)}
.finding{display:block;margin:2px 10px 6px 42px;padding:4px 10px;border-left:4px solid;background:var(--bg);font:14px/1.45 system-ui,sans-serif;white-space:normal}
.finding.error{border-color:var(--error)}.finding.warning{border-color:var(--warning)}.finding.note{border-color:var(--note)}
.stage-setup{color:var(--setup);fill:var(--setup)}.stage-ingestion{color:var(--ingestion);fill:var(--ingestion)}.stage-preprocessing{color:var(--preprocessing);fill:var(--preprocessing)}
.stage-features{color:var(--features);fill:var(--features)}.stage-training{color:var(--training);fill:var(--training)}
.stage-evaluation{color:var(--evaluation);fill:var(--evaluation)}.stage-reporting{color:var(--reporting);fill:var(--reporting)}
.off{display:none!important}:focus-visible{outline:2px solid var(--note);outline-offset:2px}
@media (max-width:760px){.beside{grid-template-columns:1fr}.map{display:none}.filters{position:static}}
@media print{.filters,.skip,.map{display:none}.beside{display:block}.cell{break-inside:avoid;opacity:1}}
"""

SCRIPT = """
const all=(selector,root=document)=>[...root.querySelectorAll(selector)];
function filter(){
 const stages=new Set(all('[data-stage]:checked').map(box=>box.dataset.stage));
 const severities=new Set(all('.filters [data-severity]:checked').map(box=>box.dataset.severity));
 const essential=document.getElementById('essential').checked;
 for(const cell of all('.cell')){
  const shown=cell.dataset.stages.split(' ').some(stage=>stages.has(stage))&&(!essential||cell.classList.contains('essential'));
  cell.classList.toggle('off',!shown);
 }
 for(const one of all('.finding'))one.classList.toggle('off',!severities.has(one.dataset.severity));
}
function show(arc){
 all('.on').forEach(one=>one.classList.remove('on'));
 arc.classList.add('on');
 for(const id of [arc.dataset.from,arc.dataset.to])document.getElementById(id).classList.add('on');
 const target=document.getElementById(arc.dataset.to);
 target.scrollIntoView({block:'center'});target.focus({preventScroll:true});
}
all('.filters input').forEach(box=>box.addEventListener('change',filter));
for(const arc of all('.arc')){
 arc.addEventListener('click',()=>show(arc));
 arc.addEventListener('keydown',event=>{if(event.key==='Enter'||event.key===' '){event.preventDefault();show(arc)}});
}
for(const one of all('.finding'))one.addEventListener('click',()=>{
 all('.on').forEach(other=>other.classList.remove('on'));one.closest('.cell').classList.add('on');
});
"""
