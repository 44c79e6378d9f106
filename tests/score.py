#!/usr/bin/env python3
"""Score dangbo records against gold: score.py GOLD.jsonl RECORDS.jsonl [--errors] [--kinds a,b]

Both files hold one object per article. Gold: {"id", "facts": [...], "abbreviations": [...]} in the field names of
records (`dangbo schema`). Records: the extractor's output; articles are matched by gold id == stem of document.source
(or document.id). Set-based, micro-averaged: core key per kind, full key adds organization (or subject and goal).
Independent of `dangbo evaluate`, on purpose: a test holds the two to the same tables.
"""
import json, re, sys, unicodedata, os, argparse
from collections import defaultdict

KINDS = ["member_count", "organization_count", "term", "congress", "target", "result", "officeholder", "abbreviation"]

OLD2NEW = {}
for old, new in [("oà","òa"),("oá","óa"),("oả","ỏa"),("oã","õa"),("oạ","ọa"),("oè","òe"),("oé","óe"),("oẻ","ỏe"),("oẽ","õe"),("oẹ","ọe"),
                 ("uỳ","ùy"),("uý","úy"),("uỷ","ủy"),("uỹ","ũy"),("uỵ","ụy")]:
    OLD2NEW[old] = new

def norm(s):
    if s is None: return ""
    s = unicodedata.normalize("NFC", str(s)).replace("\u00d0", "\u0110").replace("\u0189", "\u0110").lower()
    s = re.sub(r"[\u2010-\u2015]", "-", s)
    # tone placement: only at the end of a syllable (so that 'hoàn', 'quý' keep theirs)
    s = re.sub(r"(?<!q)(oà|oá|oả|oã|oạ|oè|oé|oẻ|oẽ|oẹ|uỳ|uý|uỷ|uỹ|uỵ)(?!\w)", lambda m: OLD2NEW[m.group(1)], s)
    s = re.sub(r"[\s\u00a0]+", " ", s)
    return s.strip(" .,;:\"'“”()[]")

def toks(s): return [t for t in re.split(r"[^\w%]+", norm(s)) if t]

def token_f1(a, b):
    a, b = toks(a), toks(b)
    if not a and not b: return 1.0
    if not a or not b: return 0.0
    from collections import Counter
    c = sum((Counter(a) & Counter(b)).values())
    return 2*c/(len(a)+len(b))

def num(x):
    if x is None: return None
    return round(float(x), 6)

def q(f):
    z = f.get("quantity") or {}
    v, lo, hi = num(z.get("value")), num(z.get("low")), num(z.get("high"))
    return (v, lo, hi) if v is None else (v, None, None)

def orgname(f):
    o = f.get("organization")
    if isinstance(o, dict): return o.get("name")
    return o

def org_match(g, p):
    a, b = orgname(g), orgname(p)
    if a is None and b is None: return True
    if a is None: return True      # gold could not tell: not scored
    if b is None: return False
    if norm(a) == norm(b): return True
    return token_f1(a, b) >= 0.8

def core(f):
    k = f["kind"]
    z = f.get("quantity") or {}
    if k == "member_count": return (f.get("measure"), q(f), z.get("bound"))
    if k == "organization_count": return (f.get("measure"), q(f))
    if k == "term": return (f.get("start_year"), f.get("end_year"))
    if k == "congress": return (f.get("ordinal"), f.get("form"))
    if k in ("target", "result"): return (q(f), z.get("bound"), z.get("unit"))
    if k == "officeholder": return (norm(f.get("name")), f.get("role"))
    if k == "abbreviation": return (unicodedata.normalize("NFC", f.get("form") or "").replace("\u00d0", "\u0110"), " ".join(toks(f.get("expansion"))))
    return None

def unit_ok(g, p):
    return g["kind"] != "organization_count" or token_f1(g.get("unit_type"), p.get("unit_type")) >= 0.6

def full_ok(g, p):
    k = g["kind"]
    if k in ("target", "result"):
        return token_f1(f"{g.get('subject') or ''} {g.get('goal') or ''}", f"{p.get('subject') or ''} {p.get('goal') or ''}") >= 0.5
    if k == "abbreviation": return True
    return org_match(g, p)

def facts_of(rec):
    out = []
    for f in rec.get("facts", []):
        if f["kind"] == "officeholder" and f.get("role") == "other": continue
        if f["kind"] in KINDS: out.append(f)
    for a in rec.get("abbreviations", []):
        if a.get("expansion"): out.append({"kind": "abbreviation", **a})
    return out

def match(gold, pred):
    """greedy one-to-one: full matches first, then core. Returns (core_tp pairs, full_tp count, missed gold, spurious pred)"""
    gi, pi, pairs, full = set(range(len(gold))), set(range(len(pred))), [], 0
    for want_full in (True, False):
        for i in sorted(gi):
            for j in sorted(pi):
                if core(gold[i]) == core(pred[j]) and unit_ok(gold[i], pred[j]) and (not want_full or full_ok(gold[i], pred[j])):
                    pairs.append((i, j, want_full)); gi.discard(i); pi.discard(j)
                    full += want_full
                    break
    return pairs, full, [gold[i] for i in sorted(gi)], [pred[j] for j in sorted(pi)]

def dedupe(fs, optional=False):
    """collapse facts with equal core key and compatible organization (so several evidence rows don't count twice)"""
    out = []
    for f in fs:
        if not any(core(f) == core(h) and unit_ok(f, h) and norm(orgname(f)) == norm(orgname(h)) and
                   (f["kind"] not in ("target", "result") or (norm(f.get("subject")) == norm(h.get("subject")) and norm(f.get("goal")) == norm(h.get("goal")))) for h in out):
            out.append(f)
    return out

def load(path):
    return [json.loads(l) for l in open(path, encoding="utf-8") if l.strip()]

def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("gold"); ap.add_argument("records")
    ap.add_argument("--errors", action="store_true"); ap.add_argument("--kinds"); ap.add_argument("--min-core", type=float); ap.add_argument("--min-full", type=float)
    ap.add_argument("--json", action="store_true")
    a = ap.parse_args()
    kinds = a.kinds.split(",") if a.kinds else KINDS
    gold = {g["id"]: g for g in load(a.gold)}
    pred = {}
    for r in load(a.records):
        d = r.get("document", {})
        stem = os.path.splitext(os.path.basename(d.get("source") or r.get("id") or ""))[0]
        pred[stem] = r
        if r.get("id"): pred[r["id"]] = r
    T = defaultdict(lambda: [0,0,0,0])  # core_tp, full_tp, gold, pred
    missing = [i for i in gold if i not in pred]
    for gid, g in gold.items():
        p = pred.get(gid, {})
        gf, pf = facts_of(g), facts_of(p)
        for k in kinds:
            G = dedupe([f for f in gf if f["kind"] == k]); P = dedupe([f for f in pf if f["kind"] == k])
            if k == "abbreviation":  # forms that gold does not list are not scored; a form listed with null must not be expanded
                listed = {core({"kind": k, **a})[0] for a in g.get("abbreviations", [])}
                P = [f for f in P if core(f)[0] in listed]
            opt = [f for f in G if f.get("optional")]
            pairs, full, miss, spur = match(G, P)
            # optional gold facts: right if found, no loss if not
            miss = [m for m in miss if not m.get("optional")]
            n_gold = len(pairs) + len(miss); n_pred = len(pairs) + len(spur)
            t = T[k]; t[0]+=len(pairs); t[1]+=full; t[2]+=n_gold; t[3]+=n_pred
            if a.errors:
                for m in miss: print(f"{gid}\tMISS\t{k}\t{core(m)}\t{orgname(m)}\t{m.get('quote') or ''}")
                for s in spur:
                    ev = (s.get("evidence") or [{}])[0]
                    print(f"{gid}\tSPUR\t{k}\t{core(s)}\t{orgname(s)}\t{ev.get('quote','') if isinstance(ev, dict) else ''}")
                for i,j,w in pairs:
                    if not w: print(f"{gid}\tORG\t{k}\t{core(G[i])}\tgold={orgname(G[i]) or (G[i].get('subject'),G[i].get('goal'))}\tgot={orgname(P[j]) or (P[j].get('subject'),P[j].get('goal'))}")
    def prf(tp, g, p):
        pr = tp/p if p else (1.0 if not g else 0.0); rc = tp/g if g else 1.0
        return pr, rc, (2*pr*rc/(pr+rc) if pr+rc else 0.0)
    rows = {}
    tot = [0,0,0,0]
    print(f"{'kind':20} {'gold':>5} {'pred':>5}  core P     R     F1     full F1")
    for k in kinds:
        c,f,g,p = T[k]; tot = [x+y for x,y in zip(tot, T[k])]
        P,R,F = prf(c,g,p); FF = prf(f,g,p)[2]; rows[k]=(g,p,P,R,F,FF)
        print(f"{k:20} {g:5} {p:5}  {P:.3f}  {R:.3f}  {F:.3f}  {FF:.3f}")
    c,f,g,p = tot; P,R,F = prf(c,g,p); FF = prf(f,g,p)[2]
    if missing: print(f"{len(missing)} gold articles have no record: {missing[:5]}")
    print(f"{'ALL':20} {g:5} {p:5}  {P:.3f}  {R:.3f}  {F:.3f}  {FF:.3f}")
    if a.min_core is not None and F < a.min_core: sys.exit(1)
    if a.min_full is not None and FF < a.min_full: sys.exit(1)
main()
