// The published shapes of answers: each JSON answer is held against its schema in the SDK's definitions.
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const load = createRequire(import.meta.url);
const DEFINITIONS = {
  customerPortal: 'customer-portal',
  entity: 'entity',
  permissions: 'permissions',
  design: 'design',
  organization: 'organization',
  accessToken: 'access-token',
  targeting: 'targeting',
  templateVariables: 'template-variables',
  emailTemplate: 'email-template',
  file: 'file',
};

/** What the checker says although the answer is right, and why it is. */
const NO_FAULTS = [
  {
    why: 'the definition types the addresses of contracts as texts; the schemas of organisations make them lists',
    operations: ['getAllContracts', 'getContract', 'getContractWithTemplates', 'updateContract'],
    is: ({ instancePath, keyword }) =>
      keyword === 'type' && /\/(delivery|billing)_address$/.test(instancePath),
  },
  {
    why: 'a page of results and one of groups require nothing, so that each page fits both and "one of" never holds',
    operations: ['searchPortalUserEntities'],
    is: ({ keyword, params }) => keyword === 'oneOf' && params.passingSchemas !== null,
  },
  {
    why: 'the parameter fields asks for some keys of pages; the definition requires the others all the same',
    operations: ['getPortalPages', 'getPublicPages'],
    is: ({ keyword }, { config }) => keyword === 'required' && 'fields' in (config.params ?? {}),
  },
  {
    why: 'the checker takes no address of this machine for a URL',
    operations: ['uploadFileV2', 'uploadFile', 'uploadFilePublic', 'saveFileV2', 'saveFile', 'getFile', 'deleteFile'],
    is: ({ keyword, params }) => keyword === 'format' && params.format === 'url',
  },
];

const ajv = addFormats(new Ajv({ strict: false, allErrors: true, logger: false, validateSchema: false }));
const checkers = new Map();

/** The published description of an operation: method, path, statuses. */
export function described(api, operation) {
  const { paths } = definition(api);
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, description] of Object.entries(methods)) {
      if (description?.operationId === operation) return { path, method, responses: description.responses };
    }
  }
  return null;
}

/** All operation ids of an API. */
export function published(api) {
  const methods = Object.values(definition(api).paths).flatMap((path) => Object.values(path));
  return methods.map((description) => description?.operationId).filter(Boolean);
}

/** What an answer has different from the published shape, in words. */
export function violations(api, operation, response) {
  if (!DEFINITIONS[api]) return [];
  const check = checker(api, operation, response.status);
  if (check.missing) return [`answers ${response.status}, which is not published`];
  if (check.bytes) return [];
  if (check.empty) return isEmpty(response.data) ? [] : ['has a body, where none is published'];
  if (check.test(response.data)) return [];
  const known = NO_FAULTS.filter(({ operations }) => operations.includes(operation));
  const found = check.test.errors.filter((error) => !known.some(({ is }) => is(error, response)));
  return found.map((error) =>
    `${inGeneral(error.instancePath) || '/'} ${error.message} ${detail(error)}`.trim(),
  );
}

function definition(api) {
  return load(`@epilot/sdk/${DEFINITIONS[api]}/openapi.json`);
}

function checker(api, operation, status) {
  const key = `${api}.${operation}.${status}`;
  if (!checkers.has(key)) checkers.set(key, makeChecker(api, operation, status));
  return checkers.get(key);
}

function makeChecker(api, operation, status) {
  const { path, method, responses } = described(api, operation);
  if (!responses[status]) return { missing: true };
  const shared = responses[status].$ref?.replace('#/components/responses/', '');
  const answer = shared ? definition(api).components.responses[shared] : responses[status];
  // Pictures and other bytes are not looked at.
  if (!answer.content?.['application/json']?.schema) return answer.content ? { bytes: true } : { empty: true };
  if (!ajv.getSchema(api)) ajv.addSchema(asJsonSchema(definition(api)), api);
  const place = shared ? ['components', 'responses', shared] : ['paths', path, method, 'responses', String(status)];
  const steps = [...place, 'content', 'application/json', 'schema'];
  const pointer = steps
    .map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1'))
    .map(encodeURIComponent);
  return { test: ajv.compile({ $ref: `${api}#/${pointer.join('/')}` }) };
}

/** OpenAPI 3.0 writes "or null" beside a type; JSON Schema writes it as one of the types. */
function asJsonSchema(node) {
  if (Array.isArray(node)) return node.map(asJsonSchema);
  if (node === null || typeof node !== 'object') return node;
  const { nullable, ...rest } = node;
  const kept = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, asJsonSchema(value)]));
  return nullable === true ? { anyOf: [kept, { type: 'null' }] } : kept;
}

function inGeneral(place) {
  return place.replace(/\/\d+(?=\/|$)/g, '/*').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>');
}

function detail(error) {
  const { allowedValues, additionalProperty } = error.params;
  return allowedValues ? JSON.stringify(allowedValues) : (additionalProperty ?? '');
}

function isEmpty(data) {
  return data === '' || data === undefined || data === null || Object.keys(data).length === 0;
}
