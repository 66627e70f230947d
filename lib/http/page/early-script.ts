import { EARLY_ACTS } from "@/lib/contract/page/early-acts";

/**
 * Inline script of the layout. Before the page's scripts run, presses and typed text would be lost,
 * and a form would be sent with its fields in the address. The script records each pressed control
 * once, in order, and each field's last text, until the hydrated page takes them (`EarlyActs`). A
 * password stays in its field. The content security policy allows the script by its hash.
 */
export const EARLY_SCRIPT = `(function(){
var pressed=[],typed=new Map(),kinds=["click","submit","input"];
function keep(e){
var t=e.target;if(!(t instanceof Element))return;
if(e.type==="input"){if(!/^(checkbox|radio|file|range|password)$/.test(t.type))typed.set(t,t.value);return}
if(e.type==="click")t=t.closest("button,input[type=checkbox],input[type=radio]");
if(!t)return;
e.preventDefault();e.stopImmediatePropagation();
if(t.getAttribute("aria-disabled")!=="true"&&!pressed.includes(t))pressed.push(t)}
kinds.forEach(function(k){addEventListener(k,keep,true)});
window.${EARLY_ACTS}=function(){
kinds.forEach(function(k){removeEventListener(k,keep,true)});
delete window.${EARLY_ACTS};
return{pressed:pressed,typed:typed}}
})()`;
