// Pictures of portals: uploaded in two steps, published at their place in the configuration.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { NOBODY, portalId } from '../people.mjs';

/** The smallest picture. */
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');

export default function tellPortalFiles(world) {
  describe('pictures of portals', () => {
    const portal_id = portalId(1);
    const origin = 'END_CUSTOMER_PORTAL';

    const upload = async () => {
      const { file } = world.program;
      const { data } = await file.uploadFileV2(null, { filename: 'banner.gif', mime_type: 'image/gif' });
      const headers = { 'content-type': 'image/gif' };
      assert.ok((await fetch(data.upload_url, { method: 'PUT', headers, body: GIF })).ok);
      return data.s3ref;
    };

    test('a picture is published at its place, by portal id and by origin', async () => {
      const { customerPortal } = world.program;
      const item = { file_type: 'welcomeBanner', filename: 'willkommen.gif', s3ref: await upload() };
      const saved = await customerPortal.savePortalFilesV3({ portal_id }, { origin, files: [item] });
      assert.equal(saved.status, 201);
      const [file] = saved.data.createdFiles;
      const { data } = await customerPortal.getPortalConfigV3({ portal_id });
      assert.equal(data.images.welcomeBanner, file.public_url);
      assert.equal((await fetch(file.public_url)).status, 200);
      const teaser = { file_type: 'orderLeftTeaser', s3ref: await upload() };
      const again = await customerPortal.savePortalFiles(null, { origin, files: [teaser] });
      const { data: both } = await customerPortal.getPortalConfigV3({ portal_id });
      assert.equal(both.images.welcomeBanner, file.public_url);
      assert.equal(both.images.orderLeftTeaser, again.data.createdFiles[0].public_url);
    });

    test('what is not there or not ones own is refused', async () => {
      const { customerPortal } = world.program;
      const s3ref = await upload();
      const files = [{ file_type: 'welcomeBanner', s3ref: { ...s3ref, key: `739224/${NOBODY}/x.gif` } }];
      await refused(customerPortal.savePortalFilesV3({ portal_id }, { origin, files }), 404);
      await refused(customerPortal.savePortalFilesV3({ portal_id }, { origin, files: [{ s3ref }] }), 400, {
        field: 'files[0].file_type',
      });
      const rival = world.rivalStaff.customerPortal;
      await refused(rival.savePortalFilesV3({ portal_id }, { origin, files: [{ file_type: 'x', s3ref }] }), 404);
      await refused(world.katrin.customerPortal.savePortalFilesV3({ portal_id }, { origin, files }), 403);
    });
  });
}
