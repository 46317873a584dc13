/* Member search: the map asks a geocoder for the typed place, the site for members, and shows both. */
(function () {
  'use strict';
  var byId = function (id) {
    return document.getElementById(id);
  };
  var form = byId('searchmembers');
  var set = function (values) {
    Object.keys(values).forEach(function (id) {
      byId(id).value = values[id];
    });
  };
  var map = null;
  var icons = {};

  if (byId('map') && GBrowserIsCompatible()) {
    map = new GMap2(byId('map'));
    map.addControl(new GSmallMapControl());
    map.setCenter(new GLatLng(25, 10), 1);
    [
      ['anytime', 1],
      ['dependonrequest', 2],
      ['neverask', 3],
    ].forEach(function (pair) {
      var icon = new GIcon();
      icon.image = document.baseURI + 'images/icons/gicon' + pair[1] + '_a.png';
      icon.iconSize = new GSize(20, 20);
      icon.iconAnchor = new GPoint(10, 10);
      icon.infoWindowAnchor = new GPoint(10, 0);
      icons[pair[0]] = icon;
    });
  }

  function show(xml) {
    var attribute = function (element, name) {
      return element ? element.getAttribute(name) : '';
    };
    var markers = Array.prototype.slice.call(xml.getElementsByTagName('marker'));
    var paging = attribute(xml.getElementsByTagName('pager')[0], 'paging');
    byId('help_and_markers').innerHTML = attribute(xml.getElementsByTagName('header')[0], 'header');
    byId('member_list').innerHTML = markers
      .map(function (one) {
        return attribute(one, 'detail');
      })
      .join('');
    byId('paging-div').innerHTML = paging;
    byId('second_pager').innerHTML = paging;
    if (!map) return;
    map.clearOverlays();
    markers.forEach(function (one) {
      var point = new GLatLng(Number(attribute(one, 'Latitude')), Number(attribute(one, 'Longitude')));
      map.addOverlay(new GMarker(point, icons[attribute(one, 'accomodation')]));
    });
  }

  function search(start) {
    byId('start_rec').value = String(start);
    byId('loading').className = '';
    var question = new URLSearchParams(new FormData(form)).toString();
    fetch(document.baseURI + 'searchmembers/ajax?' + question)
      .then(function (answer) {
        return answer.text();
      })
      .then(function (text) {
        show(new DOMParser().parseFromString(text, 'text/xml'));
        byId('loading').className = 'hidden';
      });
  }

  function searchPlace() {
    var address = byId('Address').value.trim();
    set({ mapsearch: '0', CityName: '', CityNameOrg: '', IdCountry: '', accuracy_level: '', place_coordinates: '' });
    if (address === '' || !map) {
      if (address !== '') set({ CityName: address, CityNameOrg: address });
      search(0);
      return;
    }
    new GClientGeocoder().getLocations(address, function (answer) {
      var place = answer && answer.Status.code === 200 ? answer.Placemark[0] : null;
      if (!place) {
        byId('member_list').innerHTML = '';
        byId('help_and_markers').textContent = address + '?';
        map.clearOverlays();
        return;
      }
      var details = place.AddressDetails || {};
      var country = details.Country || {};
      var city = country.Locality ? country.Locality.LocalityName : '';
      var at = place.Point.coordinates;
      set({
        CityName: city,
        CityNameOrg: city,
        IdCountry: country.CountryNameCode || '',
        accuracy_level: String(details.Accuracy || ''),
        place_coordinates: at.join(','),
      });
      map.setCenter(new GLatLng(at[1], at[0]), city === '' ? 5 : 8);
      search(0);
    });
  }

  function searchMap() {
    var bounds = map.getBounds();
    set({
      mapsearch: '1',
      bounds_zoom: String(map.getZoom()),
      bounds_center_lat: String(map.getCenter().lat()),
      bounds_center_lng: String(map.getCenter().lng()),
      bounds_sw_lat: String(bounds.getSouthWest().lat()),
      bounds_sw_lng: String(bounds.getSouthWest().lng()),
      bounds_ne_lat: String(bounds.getNorthEast().lat()),
      bounds_ne_lng: String(bounds.getNorthEast().lng()),
    });
    search(0);
  }

  byId('text_search').addEventListener('click', searchPlace);
  byId('Address').addEventListener('keydown', function (event) {
    if (event.key === 'Enter') searchPlace();
  });
  var mapButton = document.querySelector('.map_search');
  if (mapButton) mapButton.addEventListener('click', searchMap);
  byId('thisorder').addEventListener('change', function () {
    byId('filterorder').value = byId('thisorder').value;
    search(0);
  });
  byId('flip-sort-direction-button').addEventListener('click', function (event) {
    event.preventDefault();
    byId('filterDirection').value = byId('filterDirection').value === '0' ? '1' : '0';
    search(0);
  });
  byId('linkadvanced').addEventListener('click', function (event) {
    event.preventDefault();
    byId('SearchAdvanced').classList.toggle('hidden');
  });
  document.addEventListener('click', function (event) {
    var link = event.target.closest('a[data-start]');
    if (!link) return;
    event.preventDefault();
    search(Number(link.dataset.start));
  });
  if (byId('Address').value !== '') searchPlace();
})();
