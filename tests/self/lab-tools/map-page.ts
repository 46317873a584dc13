import { createServer } from 'node:http';

/** A page with a map, a marker and a question to the geocoder, which it answers in its title. */
const PAGE = (key: string): string => `<div id="map" style="width:400px;height:300px"></div>
  <script src="http://maps.google.com/maps?file=api&amp;v=2&amp;key=${key}"></script>
  <script>
    window.map = new GMap2(document.getElementById('map'));
    map.addControl(new GSmallMapControl());
    map.setCenter(new GLatLng(47.3667, 8.55), 8, G_PHYSICAL_MAP);
    var marker = new GMarker(new GLatLng(47.3667, 8.55));
    GEvent.addListener(marker, 'click', function () { marker.openInfoWindowHtml('<b id="info">here</b>'); });
    map.addOverlay(marker);
    function Note() {}
    Note.prototype = new GControl();
    Note.prototype.initialize = function (on) {
      var box = document.createElement('div');
      box.id = 'note';
      on.getContainer().appendChild(box);
      return box;
    };
    Note.prototype.getDefaultPosition = function () {
      return new GControlPosition(G_ANCHOR_BOTTOM_RIGHT, new GSize(7, 30));
    };
    map.addControl(new Note());
    map.addControl(new GHierarchicalMapTypeControl());
    map.addOverlay(new GPolyline([new GLatLng(47, 8), new GLatLng(48, 9)], '#ff0000', 3));
    new GClientGeocoder().getLatLng('Berlin, Germany', function (at) { document.title = at.toUrlValue(2); });
  </script>`;

/** Serves that page with the key of the query. */
export const pages = createServer((request, response) => {
  response.setHeader('content-type', 'text/html');
  response.end(PAGE(new URL(request.url ?? '', 'http://page').searchParams.get('key') ?? ''));
});
