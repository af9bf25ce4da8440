"""Style and script of the HTML report. Plain CSS and JavaScript, written for it; nothing is fetched."""

from __future__ import annotations

STYLE = """
:root{--bar:64px;--arc:#aab2bf;--bg:#fff;--fg:#1c1f24;--soft:#f4f5f7;--line:#d5d9e0;--dim:#5d6673;--error:#b3261e;--warning:#8a5a00;--note:#2458b3;--hit:#fff3bf;--lit:#dbe7fb;
--setup:#626a75;--ingestion:#0f7b6c;--preprocessing:#2458b3;--features:#7a3fb0;--training:#b3261e;--evaluation:#8a5a00;--reporting:#4b6b12}
@media (prefers-color-scheme:dark){:root{--arc:#566070;--bg:#15181d;--fg:#e6e9ee;--soft:#1f242b;--line:#363d48;--dim:#9aa4b2;--error:#ff8a80;--warning:#f2c14e;
--note:#8ab4f8;--hit:#3a3108;--lit:#22385c;--setup:#9aa4b2;--ingestion:#5fd0bf;--preprocessing:#8ab4f8;--features:#c9a0f0;--training:#ff8a80;--evaluation:#f2c14e;--reporting:#b5d36b}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,sans-serif}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--bg);padding:8px;z-index:3}
.filters{position:sticky;top:0;z-index:2;background:var(--bg);border-bottom:1px solid var(--line);padding:6px 16px;display:flex;flex-wrap:wrap;gap:4px 24px}
.filters fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:2px 12px}.filters legend{float:left;font-weight:600;margin-right:12px}
main,nav{max-width:1200px;margin:0 auto;padding:8px 16px}h1{font-size:22px;overflow-wrap:anywhere}.folder{margin:-12px 0 12px;overflow-wrap:anywhere}h2{font-size:17px}h3{font-size:14px;margin:0;padding:6px 10px}
.phases{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(180px,1fr));gap:8px}
.phases li{border:1px solid var(--line);border-left:4px solid var(--ingestion);padding:6px 10px;border-radius:4px}
.phases .blocked{border-left-color:var(--error)}.phases .needs-work{border-left-color:var(--warning)}small{color:var(--dim)}
.beside{display:grid;grid-template-columns:228px minmax(0,1fr);gap:12px;align-items:start;margin-top:16px}
.pane{position:sticky;top:calc(var(--bar) + 8px);max-height:calc(100vh - var(--bar) - 16px);overflow:hidden auto;scrollbar-width:thin}.map{display:block}
.map text{font-size:11px;fill:var(--dim)}.map a:focus{outline:none}.map a:focus circle,.mark:hover,.at.here circle{stroke:var(--fg);stroke-width:3}
.at.here text{fill:var(--fg);font-weight:700}.map .gone,.arc.faint.gone{opacity:.15}
.arc{fill:none;stroke:var(--arc);stroke-width:2;cursor:pointer}.arc:hover,.arc:focus,.arc.on{stroke:var(--note);stroke-width:3;outline:none}
.cell{border:1px solid var(--line);border-radius:6px;margin:0 0 12px;scroll-margin-top:calc(var(--bar) + 8px)}.cell.exploratory{border-style:dashed}
.cell.exploratory h3{color:var(--dim)}.cell.on,.cell:target{outline:3px solid var(--note)}.line,.finding{scroll-margin-top:calc(var(--bar) + 40px)}
.findings summary{cursor:pointer}.findings h2{display:inline}.findings ul{list-style:none;padding:0 4px;margin:8px 0;max-height:min(320px,60vh);overflow:auto}.arc.faint{opacity:.35}.arc.faint:hover,.arc.faint:focus,.arc.faint.on{opacity:1}.findings li{margin:2px 0}
.findings a{color:inherit;text-decoration:none}.findings a:hover,.findings a:focus{text-decoration:underline}.findings b,.finding b{white-space:nowrap}
b.error,.finding.error>b{color:var(--error)}b.warning,.finding.warning>b{color:var(--warning)}b.note,.finding.note>b{color:var(--note)}
code{font:.92em ui-monospace,monospace;background:var(--soft);padding:0 3px;border-radius:3px;overflow-wrap:anywhere}.place{color:var(--note)}
.tag{font-size:12px;border:1px solid;border-radius:9px;padding:0 8px;margin-left:4px;font-weight:400}
pre{margin:0;padding:6px 0;background:var(--soft);font:13px/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;border-radius:0 0 6px 6px}
.line{display:block;padding:0 10px}.line i{display:inline-block;width:32px;color:var(--dim);font-style:normal;user-select:none}.marked{background:var(--hit)}.line.lit{box-shadow:inset 4px 0 var(--note);background:var(--lit)}
.finding{display:block;margin:2px 10px 6px 42px;padding:4px 10px;border-left:4px solid;background:var(--bg);font:14px/1.45 system-ui,sans-serif;white-space:normal;cursor:pointer}.finding.on{outline:2px solid var(--note)}
.finding.error{border-color:var(--error)}.finding.warning{border-color:var(--warning)}.finding.note{border-color:var(--note)}
.stage-setup{color:var(--setup);fill:var(--setup)}.stage-ingestion{color:var(--ingestion);fill:var(--ingestion)}.stage-preprocessing{color:var(--preprocessing);fill:var(--preprocessing)}
.stage-features{color:var(--features);fill:var(--features)}.stage-training{color:var(--training);fill:var(--training)}
.stage-evaluation{color:var(--evaluation);fill:var(--evaluation)}.stage-reporting{color:var(--reporting);fill:var(--reporting)}
.off{display:none!important}:focus-visible{outline:2px solid var(--note);outline-offset:2px}
@media (max-width:760px){:root{--bar:0px}.beside{grid-template-columns:minmax(0,1fr)}.pane{display:none}.filters{position:static}.finding{margin-left:10px}}
@media print{.findings ul{max-height:none}.filters,.skip,.pane{display:none}.beside{display:block}h3,.finding{break-inside:avoid}}
"""

SCRIPT = """
const all=(selector,root=document)=>[...root.querySelectorAll(selector)],byId=id=>document.getElementById(id);
function filter(){
 const stages=new Set(all('[data-stage]:checked').map(box=>box.dataset.stage));
 const severities=new Set(all('.filters [data-severity]:checked').map(box=>box.dataset.severity));
 const essential=byId('essential').checked;
 for(const cell of all('.cell')){
  const shown=cell.dataset.stages.split(' ').some(stage=>stages.has(stage))&&(!essential||cell.classList.contains('essential'));
  cell.classList.toggle('off',!shown);
 }
 const gone=id=>byId(id).classList.contains('off');
 for(const arc of all('.arc'))arc.classList.toggle('gone',gone(arc.dataset.from)||gone(arc.dataset.to));
 for(const mark of all('.at'))mark.classList.toggle('gone',gone(mark.getAttribute('href').slice(1)));
 for(const one of all('.finding'))one.classList.toggle('off',!severities.has(one.dataset.severity));
 for(const one of all('.findings li')){
  const finding=byId(one.firstChild.hash.slice(1));
  one.classList.toggle('off',finding.classList.contains('off')||finding.closest('.cell').classList.contains('off'));
 }
 follow();
}
function clear(){all('.on').forEach(one=>one.classList.remove('on'));all('.lit').forEach(one=>one.classList.remove('lit'))}
function light(one,cells){
 clear();one.classList.add('on');
 for(const cell of cells)cell.classList.add('on');
 for(const id of (one.dataset.lines||'').split(' '))byId(id)?.classList.add('lit');
}
function showArc(arc){
 const ends=[byId(arc.dataset.from),byId(arc.dataset.to)];
 light(arc,ends);
 const shown=ends.filter(cell=>!cell.classList.contains('off')).pop();
 if(!shown)return;
 (all('.lit',shown)[0]||shown).scrollIntoView({block:'center'});follow();
}
function showFinding(one){light(one,[one.closest('.cell')])}
function pressed(one,act){
 one.addEventListener('click',act);
 one.addEventListener('keydown',event=>{if(event.target===one&&(event.key==='Enter'||event.key===' ')){event.preventDefault();act(event)}});
}
function follow(){
 const bar=document.querySelector('.filters').getBoundingClientRect().bottom;
 for(const book of all('.notebook')){
  const cells=all('.cell:not(.off)',book),pane=book.querySelector('.pane');
  const now=cells.find(cell=>cell.getBoundingClientRect().bottom>Math.max(bar,0)+60)||cells[cells.length-1];
  all('.at.here',book).forEach(mark=>mark.classList.remove('here'));
  const mark=now&&pane&&pane.querySelector(`.at[href="#${now.id}"]`);
  if(!mark)continue;
  mark.classList.add('here');
  const y=+mark.querySelector('circle').getAttribute('cy');
  if(!pane.matches(':hover')&&!pane.contains(document.activeElement))pane.scrollTop=y-pane.clientHeight/3;
 }
}
all('.filters input').forEach(box=>box.addEventListener('change',filter));
for(const arc of all('.arc'))pressed(arc,()=>showArc(arc));
for(const one of all('.finding'))pressed(one,event=>{if(!event.target.closest('a'))showFinding(one)});
for(const link of all('.goto'))link.addEventListener('click',event=>{
 event.preventDefault();
 const one=byId(link.hash.slice(1));
 showFinding(one);one.scrollIntoView({block:'center'});one.focus({preventScroll:true});follow();
});
for(const map of all('.map')){
 const stops=all('.at,.arc',map);
 stops.forEach((stop,number)=>stop.setAttribute('tabindex',number?-1:0));
 map.addEventListener('focusin',event=>{const on=event.target.closest('.at,.arc');for(const stop of stops)stop.setAttribute('tabindex',stop===on?0:-1)});
 map.addEventListener('keydown',event=>{
  const step={ArrowDown:1,ArrowUp:-1}[event.key],at=stops.indexOf(document.activeElement);
  if(!step||at<0)return;
  event.preventDefault();stops[Math.min(stops.length-1,Math.max(0,at+step))].focus();
 });
}
document.addEventListener('keydown',event=>{if(event.key==='Escape')clear()});
const measure=()=>{
 const bar=document.querySelector('.filters');
 document.documentElement.style.setProperty('--bar',(getComputedStyle(bar).position==='sticky'?bar.offsetHeight:0)+'px');follow();
};
let waiting=0;
addEventListener('scroll',()=>{if(!waiting)waiting=requestAnimationFrame(()=>{waiting=0;follow()})},{passive:true});
addEventListener('resize',measure);measure();
"""
