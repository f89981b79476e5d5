(function () {
  "use strict";
  var ORDER = ["theme", "kind", "event", "window", "outlet", "side", "month", "direction", "voice", "speaker",
    "source", "target", "stance", "modality", "group", "word", "outcome", "rule"];

  function watch(box) {
    var rows = Array.prototype.slice.call(box.querySelectorAll("tbody tr[id]"));
    var status = box.querySelector(".status");
    var bar = box.querySelector(".filter");
    var keys = ORDER.filter(function (key) {
      return rows.some(function (row) { return key in row.dataset; });
    });
    var selects = {};

    // Several values of a row stand one a line.
    function held(row, key) { return (row.dataset[key] || "").split("\n"); }

    // A key given several times asks for any of its values.
    function words(values) {
      values = values.map(function (text) { return text || "none"; });
      return values.length < 3 ? values.join(" or ") : values[0] + " to " + values[values.length - 1];
    }

    function choice(select, values) {
      var several = select.querySelector("option[data-several]");
      if (several) several.remove();
      if (values.length === 1) { select.value = values[0]; return; }
      several = new Option("several", values.join("\n"));
      several.dataset.several = "";
      select.append(several);
      select.value = several.value;
    }

    function wanted() {
      var parts = location.hash.slice(1).split("?");
      if (parts[0] !== box.id) return null;
      var found = {};
      new URLSearchParams(parts.slice(1).join("?")).forEach(function (text, key) {
        if (keys.indexOf(key) >= 0) (found[key] = found[key] || []).push(text);
      });
      return found;
    }

    function show(filter) {
      var used = keys.filter(function (key) { return key in filter; });
      var shown = rows.filter(function (row) {
        row.hidden = used.some(function (key) {
          return !held(row, key).some(function (text) { return filter[key].indexOf(text) >= 0; });
        });
        return !row.hidden;
      }).length;
      keys.forEach(function (key) { if (selects[key]) choice(selects[key], filter[key] || ["*"]); });
      status.classList.toggle("narrowed", used.length > 0);
      status.textContent = "";
      if (!used.length) return;
      var said = used.map(function (key) { return key + " " + words(filter[key]); }).join(", ");
      var all = document.createElement("a");
      all.href = "#" + box.id;
      all.textContent = "show all";
      status.append("Showing " + shown + " of " + rows.length + (rows.length === 1 ? " sentence" : " sentences"));
      status.append(" (" + said + "); ", all, ".");
    }

    function follow(moved) {
      var filter = wanted();
      if (filter === null) {
        var row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
        if (row && row.hidden && box.contains(row)) { show({}); row.scrollIntoView(); }
        return;
      }
      show(filter);
      box.scrollIntoView();
      if (moved) status.focus({ preventScroll: true });
    }

    function choose() {
      var query = new URLSearchParams();
      keys.forEach(function (key) {
        if (!selects[key] || selects[key].value === "*") return;
        var several = "several" in selects[key].selectedOptions[0].dataset;
        (several ? selects[key].value.split("\n") : [selects[key].value]).forEach(function (text) {
          query.append(key, text);
        });
      });
      var text = query.toString();
      history.replaceState(null, "", "#" + box.id + (text ? "?" + text : ""));
      show(wanted());
    }

    function offer(key) {
      var values = [].concat.apply([], rows.map(function (row) { return held(row, key); }));
      values = values.filter(function (text, place) { return values.indexOf(text) === place; }).sort();
      if (values.length < 2) return;
      var label = document.createElement("label");
      var select = document.createElement("select");
      select.append(new Option("all", "*"));
      values.forEach(function (text) { select.append(new Option(text || "none", text)); });
      select.addEventListener("change", choose);
      label.append(key.charAt(0).toUpperCase() + key.slice(1), select);
      bar.append(label);
      selects[key] = select;
    }

    keys.forEach(offer);
    window.addEventListener("hashchange", function () { follow(true); });
    if (location.hash) follow(false);
  }

  document.querySelectorAll("section.evidence").forEach(watch);
})();
