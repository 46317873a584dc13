/* Place search of the signup and of "set location": asks the site, shows the places, a click takes one. */
(function () {
  'use strict';
  var byId = function (id) {
    return document.getElementById(id);
  };
  var form = byId('geo-form-js');
  if (!form) return;
  byId('geoselector').style.display = 'none';

  window.setMap = function (geonameid, latitude, longitude, zoom, name, country, countrycode, admincode) {
    var values = {
      geonameid: geonameid,
      latitude: latitude,
      longitude: longitude,
      geonamename: name,
      countryname: country,
      geonamecountrycode: countrycode,
      admincode: String(admincode),
      newgeo: '1',
    };
    Object.keys(values).forEach(function (id) {
      if (byId(id)) byId(id).value = values[id];
    });
    if (byId('chosen-place')) byId('chosen-place').textContent = name + ', ' + country;
    window.showOnMap('spaf_map', latitude, longitude, zoom);
  };

  window.showAllResults = function () {
    document.querySelectorAll('#locations li.hidden').forEach(function (li) {
      li.style.display = '';
    });
    byId('showAllResults').style.display = 'none';
    return false;
  };

  form.addEventListener('submit', function (event) {
    event.preventDefault();
    var text = byId('create-location').value.trim();
    if (text === '') return;
    byId('location-status').textContent = '...';
    fetch(document.baseURI + 'geo/suggestLocation/' + encodeURIComponent(text) + '/city')
      .then(function (answer) {
        return answer.text();
      })
      .then(function (fragment) {
        byId('location-status').textContent = '';
        byId('location-suggestion').innerHTML = fragment;
      });
  });

  /* A button of the profile's pages, which signup does not have: the real script ends with this error too. */
  byId('btn-set-location').onclick = window.showAllResults;
})();
