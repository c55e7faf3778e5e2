import { request } from './http.js';

export interface Certificate {
  origin: 'self_signed' | 'configured' | 'uploaded';
  subject: string;
  issuer: string;
  names: string[];
  begins_at: string;
  expires_at: string;
  fingerprint_sha256: string;
  warning: string | null;
}

export interface Tls {
  https_port: number | null;
  mqtts_port: number | null;
  certificate: Certificate | null;
}

/** PEM texts, or a PKCS#12 file in base64. */
export interface CertificateFiles {
  certificate?: string;
  key?: string;
  pkcs12?: string;
  password?: string;
}

export const getTls = (signal?: AbortSignal): Promise<Tls> => request('/api/tls', { signal });

export const putCertificate = (files: CertificateFiles): Promise<Tls> => request('/api/tls/certificate', { method: 'PUT', body: files });

export const resetCertificate = (): Promise<Tls> => request('/api/tls/certificate', { method: 'DELETE' });

export const CERTIFICATE_FILE = '/api/tls/certificate';
