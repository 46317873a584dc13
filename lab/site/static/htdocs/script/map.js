/* A small map with one marker, on Google Maps API v2. */
(function () {
  'use strict';
  var maps = {};
  window.showOnMap = function (id, latitude, longitude, zoom) {
    var box = document.getElementById(id);
    if (!box || typeof GBrowserIsCompatible === 'undefined' || !GBrowserIsCompatible()) return;
    box.style.display = 'block';
    var point = new GLatLng(Number(latitude), Number(longitude));
    if (!maps[id]) {
      maps[id] = new GMap2(box);
      maps[id].addControl(new GSmallMapControl());
    }
    maps[id].setCenter(point, zoom);
    maps[id].clearOverlays();
    maps[id].addOverlay(new GMarker(point));
  };
  /* The signup's map starts where the first volunteers lived. */
  if (document.getElementById('geo-form-js') && typeof GBrowserIsCompatible !== 'undefined' && GBrowserIsCompatible()) {
    var chosen = document.getElementById('latitude');
    var box = document.getElementById('spaf_map');
    box.style.display = 'block';
    if (chosen && chosen.value !== '') {
      window.showOnMap('spaf_map', chosen.value, document.getElementById('longitude').value, 8);
    } else {
      maps.spaf_map = new GMap2(box);
      maps.spaf_map.addControl(new GSmallMapControl());
      maps.spaf_map.setCenter(new GLatLng(47.3667, 8.55), 8);
    }
  }
})();
