import { GLatLng } from './geometry.js';

type Answer = {
  name: string;
  Status: { code: number; request: string };
  Placemark?: { address: string; Point: { coordinates: [number, number, number] } }[];
};

export class GClientGeocoder {
  getLocations(address: string, callback: (answer: Answer) => void): void {
    const question = `http://maps.google.com/maps/geo?q=${encodeURIComponent(address)}&output=json&oe=utf-8`;
    fetch(question)
      .then(async (response) => (await response.json()) as Answer)
      // 500 is the API's code for "could not be asked".
      .catch((): Answer => ({ name: address, Status: { code: 500, request: 'geocode' } }))
      .then(callback, (error: unknown) => {
        // An error in the page's own callback is the page's.
        reportError(error);
      });
  }
  getLatLng(address: string, callback: (point: GLatLng | null) => void): void {
    this.getLocations(address, ({ Placemark }) => {
      const [lng, lat] = Placemark?.[0]?.Point.coordinates ?? [];
      callback(lat === undefined || lng === undefined ? null : new GLatLng(lat, lng));
    });
  }
}
