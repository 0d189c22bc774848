// Files as the published clients handle them: announce, PUT the bytes, save, list, look at, download, take back.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { refused } from '../calls.mjs';
import { NOBODY, contract, file } from '../people.mjs';

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\nHello\nendobj\n');
/** A red picture of two by two pixels. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGN4oKAARAwQCgAijgSBfUMUDgAAAABJRU5ErkJggg==',
  'base64',
);

export default function tellFiles(world) {
  describe('files', () => {
    const record = { entity_id: contract(1), entity_type: 'contract' };

    /** PUTs bytes the way clients of the published API do: with axios and nothing but the content type. */
    const put = async (person, url, bytes, type) => {
      const client = person.file;
      const response = await client.put(url, bytes, {
        headers: { 'content-type': type, authorization: undefined },
      });
      world.calls.note('own', 'putUpload', response);
      return response;
    };

    const read = async (url, headers = {}) => {
      const answer = await fetch(url, { headers, redirect: 'manual' });
      const response = { status: answer.status, headers: Object.fromEntries(answer.headers) };
      const bytes = Buffer.from(await answer.arrayBuffer());
      return { ...response, bytes };
    };

    const upload = async (person, filename, mime_type, bytes) => {
      const { data } = await person.file.uploadFileV2(null, { filename, mime_type });
      await put(person, data.upload_url, bytes, mime_type);
      return data.s3ref;
    };

    const handIn = async (person, filename, mime_type, bytes) => {
      const s3ref = await upload(person, filename, mime_type, bytes);
      const { data } = await person.customerPortal.saveEntityFile(null, {
        ...record,
        files: [{ filename, s3ref }],
      });
      return data.createdFiles[0];
    };

    test('a customer hands in a file, everybody concerned sees it, and nobody else', async () => {
      const created = await handIn(world.katrin, 'Zählerfoto.png', 'image/png', PNG);
      assert.equal(created.shared_with_end_customer, true);
      assert.equal(created.mime_type, 'image/png');
      const { data: list } = await world.katrin.customerPortal.getAllFiles({
        from: 0,
        size: 50,
        entity_ids: [contract(1)],
      });
      const item = list.results.find(({ _id }) => _id === created._id);
      assert.equal(item._relations[0].entity_id, contract(1));
      assert.equal(item.is_new, false);
      const { data: counts } = await world.katrin.customerPortal.getFilesCountByEntity();
      assert.equal(counts.find(({ entity_id }) => entity_id === contract(1)).file_count, list.hits);
      const { data: office } = await world.program.file.getFile({ id: created._id });
      assert.equal(office.filename, 'Zählerfoto.png');
      for (const stranger of [world.thomas, world.rivalKatrin, world.daniel]) {
        await refused(stranger.customerPortal.getFileById({ id: created._id }), 404);
        await refused(stranger.file.downloadFile({ id: created._id }), 404);
      }

      const { data: preview } = await world.katrin.customerPortal.getFilePreview({ id: created._id });
      assert.equal(preview.kind, 'image');
      const shown = await read(preview.url);
      world.calls.note('own', 'readFileLink', { ...shown, data: undefined });
      assert.match(shown.headers['content-type'], /^image\/(png|jpeg)$/);
      assert.match(shown.headers['content-security-policy'], /sandbox/);
      const saved = await read(preview.download_url);
      assert.deepEqual(saved.bytes, PNG, 'what is downloaded is what was uploaded');
      assert.match(saved.headers['content-disposition'], /^attachment; .*Z%C3%A4hlerfoto\.png/);
      const small = await world.katrin.file.previewFile({ id: created._id, w: 64 });
      assert.equal(small.status, 200);

      await refused(
        world.thomas.customerPortal.deleteEntityFile(null, { ...record, file_entity_ids: [created._id] }),
        404,
      );
      const { data: gone } = await world.katrin.customerPortal.deleteEntityFile(null, {
        ...record,
        file_entity_ids: [created._id],
      });
      assert.deepEqual(gone.deletedFiles, [created._id]);
      assert.equal((await read(preview.download_url)).status, 404);
      await refused(
        world.katrin.customerPortal.deleteEntityFile(null, { ...record, file_entity_ids: [file(1)] }),
        403,
      );
    });

    test('a downloaded document is not new any more', async () => {
      const { customerPortal } = world.katrin;
      const { data: before } = await customerPortal.getFileById({ id: file(1) });
      assert.equal(before.file.is_new, true);
      const { data } = await world.katrin.file.downloadFile({ id: file(1) });
      const { bytes } = await read(data.download_url);
      const paper = new URL('../../../demo/auental/files/jahresrechnung-2025-strom.pdf', import.meta.url);
      assert.deepEqual(bytes, await readFile(paper));
      const part = await read(data.download_url, { range: 'bytes=0-3' });
      assert.equal(part.status, 206);
      assert.equal(part.bytes.toString(), '%PDF');
      const { data: after } = await customerPortal.trackFileDownloaded({ id: file(1) });
      assert.equal(after.file.is_new, false);
      await refused(customerPortal.trackFileDownloaded({ id: NOBODY }), 404);
      const { data: several } = await world.katrin.file.downloadFiles(null, [{ id: file(1) }, { id: file(2) }]);
      assert.deepEqual(
        several.map(({ file_entity_id }) => file_entity_id),
        [file(1), file(2)],
      );
    });

    test('what contradicts itself is refused, and so is a link that was changed', async () => {
      const { data } = await world.katrin.file.uploadFile(null, { filename: 'a.pdf', mime_type: 'application/pdf' });
      await refused(put(world.katrin, data.upload_url, PNG, 'application/pdf'), 400, { field: 'body' });
      await refused(put(world.katrin, data.upload_url, PDF, 'text/html'), 400, { field: 'content-type' });
      await refused(put(world.katrin, data.upload_url.replace(/.$/, '~'), PDF, 'application/pdf'), 403);
      await refused(world.katrin.file.uploadFileV2(null, { filename: 'page.html' }), 400, { field: 'filename' });
      await refused(world.pending.file.uploadFileV2(null, { filename: 'a.pdf' }), 401);
      const { data: open } = await world.stranger.file.uploadFilePublic(
        null,
        { filename: 'a.pdf', mime_type: 'application/pdf' },
        { headers: { 'x-epilot-org-id': world.demo.facts.organization_id } },
      );
      await put(world.stranger, open.upload_url, PDF, 'application/pdf');
      await refused(world.stranger.file.uploadFilePublic(null, { filename: 'a.pdf' }), 400);
    });

    test('the organisation saves, shares, versions, publishes and removes files', async () => {
      const { file: files } = world.program;
      const s3ref = await upload(world.program, 'Angebot.pdf', 'application/pdf', PDF);
      const relations = [{ entity_id: contract(1), _schema: 'contract' }];
      const body = { filename: 'Angebot.pdf', s3ref, shared_with_end_customer: true, relations };
      const { data: saved } = await files.saveFileV2(null, body);
      const { data: seen } = await world.katrin.customerPortal.getFileById({ id: saved._id });
      assert.equal(seen.file.is_new, true);
      const second = await upload(world.program, 'Angebot.pdf', 'application/pdf', Buffer.concat([PDF, PDF]));
      const { data: changed } = await files.saveFileV2(null, { _id: saved._id, s3ref: second });
      assert.equal(changed.versions.length, 2);
      assert.equal(changed.size_bytes, PDF.length * 2);
      const { data: old } = await files.downloadFile({ id: saved._id, version: 1 });
      assert.deepEqual((await read(old.download_url)).bytes, PDF);

      const { data: link } = await files.generatePublicLink({ id: saved._id });
      const followed = await read(link);
      assert.equal(followed.status, 302);
      world.calls.note('file', 'accessPublicLink', { status: 302, headers: followed.headers, data: '' });
      assert.equal((await read(followed.headers.location)).bytes.length, PDF.length * 2);
      const { data: links } = await files.listPublicLinksForFile({ id: saved._id });
      await files.revokePublicLink({ id: links.results[0].id });
      assert.equal((await read(link)).status, 404);

      const elsewhere = { filename: 'Archiv.pdf', custom_download_url: 'https://archive.example/1.pdf' };
      const { data: archived } = await files.saveFile(null, elsewhere);
      const { data: there } = await files.downloadFile({ id: archived._id });
      assert.equal(there.download_url, elsewhere.custom_download_url);
      await refused(files.saveFileV2(null, { filename: 'a.pdf', source_url: 'http://10.0.0.1/a' }), 400, {
        field: 'source_url',
      });

      const picture = await upload(world.program, 'banner.png', 'image/png', PNG);
      const { data: banner } = await files.saveFileV2(null, {
        filename: 'banner.png',
        s3ref: picture,
        access_control: 'public-read',
      });
      const published = await read(banner.public_url);
      assert.equal(published.status, 200);
      world.calls.note('own', 'readPublishedFile', { ...published, data: undefined });
      const org_id = world.demo.facts.organization_id;
      await world.stranger.file.previewPublicFile({ id: banner._id, org_id });

      for (const { _id } of [saved, archived, banner]) await files.deleteFile({ id: _id });
      await refused(files.getFile({ id: saved._id }), 404);
      assert.equal((await read(banner.public_url)).status, 404);
    });
  });
}
